import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { appendAudit } from '../audit';
import {
  certificatesIn,
  type EnrolmentOrder,
  enrolClient,
  type ProvinceLink,
  saveCredential,
} from '../province';
import type { OpenStore } from '../store';

/** What the province hands over out of band: a code that works once, and its root certificate (DER). */
export type EnrolmentPapers = Pick<EnrolmentOrder, 'code' | 'root'>;

/**
 * Reads the file of an enrolment: the code on a line of its own, the root as PEM after it, or in a file of its own
 * (`trust`). CONFIG_INVALID.
 */
export function readEnrolmentPapers(text: string, trust?: string): Result<EnrolmentPapers> {
  const code = text.split('-----BEGIN')[0]?.trim() ?? '';
  const [root, ...others] = certificatesIn(trust ?? text);
  if (!/^[\w.~-]{8,80}$/.test(code)) return fail('CONFIG_INVALID', { at: 'code' });
  if (root === undefined || others.length > 0) return fail('CONFIG_INVALID', { at: 'root' });
  return { ok: true, value: { code, root } };
}

/** Enrols this workstation, keeps what it got in the encrypted store and goes on with it. Fails as `enrolClient`. */
export async function enrolStation(
  parts: { store: OpenStore; link: ProvinceLink; clock: Clock; actor: string },
  order: EnrolmentOrder,
): Promise<Result<{ clientId: string; notAfter: number | null }>> {
  const { store, link, clock, actor } = parts;
  const enrolled = await enrolClient(order, clock);
  if (!enrolled.ok) return enrolled;
  const { clientId } = enrolled.value;
  store.transaction((tx) => {
    saveCredential(tx, enrolled.value, clock.now());
    appendAudit(tx, { actor, action: 'client-enrolled', caseId: null, facts: { clientId } }, { clock });
  });
  link.use(enrolled.value);
  return { ok: true, value: { clientId, notAfter: link.status().credential?.notAfter ?? null } };
}
