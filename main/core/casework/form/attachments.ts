import type { Form } from '../../../contract/flow/form';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { openForCase, sealForCase } from '../case/case-key';

/** The bytes of one attachment, written under the key of its case. */
export function saveAttachment(
  tx: SqlTx,
  attachment: { id: string; caseId: string; bytes: Uint8Array },
  ports: { clock: Clock; ids: Ids },
): void {
  const { id, caseId, bytes } = attachment;
  tx.run(
    'INSERT INTO case_attachment (id, case_id, sealed, added_at) VALUES (?, ?, ?, ?)',
    id,
    caseId,
    sealForCase(tx, caseId, bytes, ports),
    ports.clock.now(),
  );
}

/** Null where the file is not there, or is not what was written for this case. */
export function attachmentBytes(reader: SqlReader, caseId: string, id: string): Uint8Array | null {
  const row = reader.get<{ sealed: Uint8Array }>(
    'SELECT sealed FROM case_attachment WHERE id = ? AND case_id = ?',
    id,
    caseId,
  );
  return row ? openForCase(reader, caseId, row.sealed) : null;
}

/** Drops the files of a case that its form does not name (any more); without a form, all of them. */
export function pruneAttachments(tx: SqlTx, caseId: string, form: Form | null): void {
  const named = form?.materials.flatMap((material) => material.attachments.map((each) => each.id)) ?? [];
  tx.run(
    'DELETE FROM case_attachment WHERE case_id = ? AND id NOT IN (SELECT value FROM json_each(?))',
    caseId,
    JSON.stringify(named),
  );
}
