import { z } from 'zod';
import { fail, type Result } from '../../../contract/failures/failure';
import { readAnswer } from '../answer';
import type { Transport } from '../transport';
import { METADATA, type MetadataName, STATES, WITHOUT_END } from './elements';

/** What the interface calls its operations. */
export type MunicipalOperation =
  | '/queryCertInfoByHolderCode'
  | '/queryCertInfo'
  | '/queryCertInfoByQRcode'
  | '/downloadFile'
  | '/verifyCertInfo';

/** Fields of one licence under the interface's own names; texts and numbers, anything deeper is passed over. */
export type CertInfo = Readonly<Record<string, unknown>>;

const Answer = z.object({
  head: z.object({ status: z.union([z.string(), z.number()]), message: z.string().nullish() }),
  data: z.unknown(),
});
const Rows = z.array(z.record(z.string(), z.unknown())).max(500);
const INTERACTIVE_MS = 8_000;
const DONE = '0';

export type MunicipalAsk = (
  operation: MunicipalOperation,
  data: Readonly<Record<string, unknown>>,
  repeatable?: boolean,
) => Promise<Result<CertInfo[]>>;

/**
 * POST {head: {accessId, accessToken}, data} and the answer's `data` as rows: `certInfos` where it has them, none for null,
 * one for any other object.
 * PROVINCE_REFUSED where the platform says anything but status 0; its message may name a person and is not kept.
 */
export function municipalAsk(
  transport: Transport,
  access: { accessId: string; accessToken: string },
): MunicipalAsk {
  return async (path, data, repeatable = true) => {
    const body = { head: access, data };
    const answer = await transport({ method: 'POST', path, body, deadlineMs: INTERACTIVE_MS, repeatable });
    if (!answer.ok) return answer;
    const read = readAnswer(answer.value, Answer);
    if (!read.ok) return read;
    const status = String(read.value.head.status);
    if (status !== DONE) return fail('PROVINCE_REFUSED', { status: /^\d{1,4}$/.test(status) ? status : '?' });
    const { data: given } = read.value;
    const rows = Rows.safeParse(rowsIn(given));
    return rows.success ? { ok: true, value: rows.data } : fail('PROVINCE_ANSWER_INVALID', { why: 'shape' });
  };
}

function rowsIn(given: unknown): unknown {
  if (given === null || given === undefined) return [];
  if (Array.isArray(given)) return given;
  return typeof given === 'object' && 'certInfos' in given ? given.certInfos : [given];
}

/** Empty where it is not there or is no text. */
export function fieldOf(info: CertInfo, name: MetadataName): string {
  for (const key of METADATA[name]) {
    const text = textOf(info[key]);
    if (text !== '') return text;
  }
  return '';
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

const DATE = /^(\d{4})[-/年]?(\d{2})[-/月]?(\d{2})/;

/** `YYYY-MM-DD`; null for a licence without end, and for what is no date. */
export function dayOf(text: string): string | null {
  if (WITHOUT_END.includes(text)) return null;
  const found = DATE.exec(text);
  return found ? `${found[1]}-${found[2]}-${found[3]}` : null;
}

export function statusOf(info: CertInfo, today: string): 'valid' | 'expired' | 'revoked' {
  const said = STATES[fieldOf(info, 'state')];
  if (said !== undefined) return said;
  const end = dayOf(fieldOf(info, 'validTo'));
  return end !== null && end < today ? 'expired' : 'valid';
}
