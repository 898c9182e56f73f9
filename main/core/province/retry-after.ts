const LONGEST_MS = 3_600_000;
const SECONDS = /^\d{1,10}$/;
/** Any of the three forms of RFC 9110 5.6.7; the oldest says no zone, which is always GMT. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w\s:-]+?( GMT)?$/;

/** Epoch ms of an HTTP date; null for anything else. */
export function httpDate(text: string | undefined): number | null {
  const found = HTTP_DATE.exec(text?.trim() ?? '');
  if (!found) return null;
  const at = Date.parse(found[2] === undefined ? `${found[0]} GMT` : found[0]);
  return Number.isNaN(at) ? null : at;
}

/**
 * Milliseconds asked for by Retry-After (RFC 9110 10.2.3), at most an hour; null where nothing is asked. A date is read by
 * the clock of whoever wrote it: `writtenAt` is the Date header of the same answer, where it has one.
 */
export function retryAfterMs(text: string | undefined, writtenAt: number): number | null {
  const value = text?.trim() ?? '';
  const until = httpDate(value);
  const asked = SECONDS.test(value) ? Number(value) * 1000 : until === null ? 0 : until - writtenAt;
  return asked > 0 ? Math.min(asked, LONGEST_MS) : null;
}
