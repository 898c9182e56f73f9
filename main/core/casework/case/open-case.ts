import type { CaseView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Result } from '../../../contract/failures/failure';
import type { SqlTx } from '../../../contract/ports/database';
import type { AuditAction } from '../../audit';
import type { CaseFile } from './case-file';
import type { CaseAction } from './transitions';

/** What `cases` lends to the parts that work on its one open case. */
export interface OpenCase {
  /** The open case as it is now, whatever state it is in. */
  open: () => CaseFile | null;
  /** The open case in its next state, or why the action is refused. */
  step: (action: CaseAction) => Result<CaseFile>;
  /** Writes the case and what else belongs to the step in one transaction, then shows it. */
  become: (next: CaseFile, also?: (tx: SqlTx) => void) => void;
  shown: () => Result<CaseView>;
  /** By the edition the case was opened with. */
  definitionOf: (file: CaseFile) => Result<ItemDefinition>;
  audit: (
    tx: SqlTx,
    action: AuditAction,
    caseId: string,
    facts?: Record<string, string | number | boolean>,
  ) => void;
}
