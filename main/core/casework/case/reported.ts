import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Form } from '../../../contract/flow/form';
import type { Grant, ReportedValue } from '../../../contract/flow/grant';
import type { SqlTx } from '../../../contract/ports/database';
import type { LicenceGate } from '../../licence';
import type { CaseworkDeps } from '../deps';
import type { OpenCase } from './open-case';

/**
 * What the enterprise has given in earlier cases, of the fields of this item that are given once (最多报一次, R05). Asked
 * under the grant and kept with it in the case only. Where the province cannot say, nothing: the form asks then.
 */
export async function reportedBefore(
  deps: Pick<CaseworkDeps, 'province'>,
  about: { grant: Grant; gate: LicenceGate; definition: ItemDefinition },
): Promise<ReportedValue[]> {
  const { grant, gate, definition } = about;
  if (grant.holder.kind !== 'enterprise') return [];
  const columns = definition.tables.flatMap((table) => table.columns);
  const codes = new Set(
    [...definition.fields, ...columns].filter(({ reusable }) => reusable).map(({ code }) => code),
  );
  if (codes.size === 0) return [];
  const { caseId, itemSeq, windowNo, clerk, purpose: useCause, provinceRef: grantRef } = grant;
  const reference = { caseId, itemSeq, windowNo, clerk, useCause };
  if (!gate.admit(grantRef, reference).ok) return [];
  const told = await deps.province.ask('readReported', { body: { grantRef, codes: [...codes], reference } });
  return told.ok ? told.value.reported.filter(({ code }) => codes.has(code)) : [];
}

/** The item asks for what was given before: on record, with the fields' codes and never a value. */
export function noteReported(tx: SqlTx, audit: OpenCase['audit'], caseId: string, form: Form): void {
  const codes = form.fields.flatMap(({ source, hidden }) =>
    source?.from === 'earlier-case' && !hidden ? [source.element] : [],
  );
  if (codes.length > 0) audit(tx, 'asked-before', caseId, { count: codes.length, fields: codes.join(',') });
}
