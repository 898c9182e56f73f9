import type {
  AccessSlip,
  AuditLineView,
  AuditQuery,
  CaseView,
  SecondPersonAct,
} from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import {
  type AuditAction,
  type AuditFilter,
  auditActors,
  auditTypes,
  exportAudit,
  knownDigest,
  listAudit,
} from '../../audit';
import { toBase64 } from '../../base';
import { caseOfReceipt, composeSlip } from '../../receipt';
import type { CaseworkDeps } from '../deps';
import type { SealKeeper } from '../sealing/seal-keeper';
import { accessSlip, SLIP_LINES } from './access-slip';
import { type AuditCheck, type AuditCheckOptions, createAuditCheck } from './audit-check';

const DAY_MS = 24 * 3_600_000;
/** Matches nothing: a number nobody knows narrows to nothing, not to everything. */
const NONE = 'none';

export interface AuditRoom {
  lines(limit: number, query?: AuditQuery & { before?: number | undefined }): AuditLineView[];
  choices(): { actors: string[]; types: { seq: number; name: string }[] };
  check(options?: AuditCheckOptions): Promise<AuditCheck>;
  /** CLERK_SECOND_NEEDED. */
  export(query: AuditQuery, format: 'csv' | 'jsonl'): Result<{ text: string; lines: number }>;
  /** `printed`: to be printed by who asks, else only looked at. CASE_NONE. */
  slip(printed?: boolean): Result<AccessSlip>;
  slipPdf(): Promise<Result<{ pdf: string }>>;
}

/** Midnight in the hall's zone (UTC+8). */
const startOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

/** Everything that reads the record of operations. Looking at it, exporting it and handing a slip out are on record too. */
export function createAuditRoom(
  deps: CaseworkDeps,
  ports: {
    audited: (
      action: AuditAction,
      facts: Record<string, string | number | boolean>,
      caseId?: string | null,
    ) => void;
    seal: Pick<SealKeeper, 'roots'>;
    openCase: () => CaseView | null;
    withSecond: (act: SecondPersonAct) => Result<null>;
  },
): AuditRoom {
  const { store, catalogue, clock } = deps;
  /** Whom the list was last narrowed to: turning its pages is no new question. */
  let lookedUp = '';

  function filterOf(query: AuditQuery): AuditFilter {
    const { caseId, receiptNumber, actor, typeSeq, fromDay, toDay, holder } = query;
    const ofReceipt =
      receiptNumber === undefined ? undefined : (caseOfReceipt(store.read, receiptNumber) ?? NONE);
    return {
      caseId: caseId ?? ofReceipt,
      actor,
      typeSeq,
      fromAt: fromDay === undefined ? undefined : startOf(fromDay),
      untilAt: toDay === undefined ? undefined : startOf(toDay) + DAY_MS,
      holder: holder === undefined ? undefined : (knownDigest(store.read, 'number', holder) ?? NONE),
    };
  }

  const caseOf = () => ports.openCase()?.id ?? null;

  function slip(): Result<AccessSlip> {
    const view = ports.openCase();
    if (!view) return fail('CASE_NONE');
    const lines = listAudit(store.read, { caseId: view.id, limit: SLIP_LINES }).reverse();
    return { ok: true, value: accessSlip(view, lines, { catalogue, place: deps.place() }) };
  }

  /** Whether somebody was here is a thing to know about them: who asks for it stands in the record as well. */
  function noteLookUp(holder: string | undefined): void {
    lookedUp = holder ?? '';
    if (holder !== undefined) ports.audited('holder-searched', { holder });
  }

  return {
    lines(limit, { before, ...query } = {}) {
      const filter = filterOf(query);
      if (before === undefined || filter.holder !== lookedUp) noteLookUp(filter.holder);
      return listAudit(store.read, { ...filter, limit, ...(before === undefined ? {} : { before }) }).map(
        ({ seq, at, actor, action, caseId, facts }) => ({
          seq,
          at,
          actor,
          action,
          caseId: caseId ?? '',
          facts,
        }),
      );
    },
    choices: () => ({
      actors: auditActors(store.read),
      types: auditTypes(store.read).map((seq) => ({ seq, name: catalogue.licenceType(seq)?.name ?? '' })),
    }),
    check: createAuditCheck(deps, ports),
    export(query, format) {
      const agreed = ports.withSecond('export');
      if (!agreed.ok) return agreed;
      const filter = filterOf(query);
      noteLookUp(filter.holder);
      const exported = exportAudit(store.read, filter, format);
      const narrowed = Object.keys(query).sort().join(',');
      ports.audited('audit-exported', { format, lines: exported.lines, narrowed });
      return { ok: true, value: exported };
    },
    slip(printed = false) {
      const made = slip();
      if (made.ok) ports.audited('slip-shown', { lines: made.value.lines.length, printed }, caseOf());
      return made;
    },
    async slipPdf() {
      const made = slip();
      if (!made.ok) return made;
      const composed = await composeSlip(made.value, {
        font: deps.font(),
        composedAt: clock.now(),
        training: deps.training,
      });
      if (!composed.ok) return composed;
      ports.audited('slip-shown', { lines: made.value.lines.length, printed: true }, caseOf());
      return { ok: true, value: { pdf: toBase64(composed.value) } };
    },
  };
}
