import type { CodeCredential } from '../../../contract/flow/credential';
import { creditCodeValid } from '../../base';

/** Not part of a longer number or word. */
const CANDIDATE = /(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])/g;

/**
 * The enterprise's unified social credit code that a code names in plain text: the code typed by hand or printed on a licence,
 * or the only one in what an electronic business licence shows. Null where there is none, or more than one: then nobody at the
 * window can say which, and most dynamic codes say it to the province alone.
 */
export function creditCodeIn({ payload }: Pick<CodeCredential, 'payload'>): string | null {
  const found = new Set(payload.match(CANDIDATE)?.filter(creditCodeValid));
  const [only = null] = found;
  return found.size === 1 ? only : null;
}
