import { fail, type Result } from '../../../contract/failures/failure';
import type { SealToken } from '../../../contract/ports/seal-token';
import { appendAudit } from '../../audit';
import { fromBase64, hallTime, toBase64 } from '../../base';
import { createSealRequest, loadSeal, saveSeal, softwareSealToken } from '../../receipt';
import type { CaseworkDeps } from '../deps';

export interface SealKeeper {
  /** The hall's seal; asks the province for its certificate first where there is none yet. RECEIPT_SEAL_MISSING, RECEIPT_SEAL_EXPIRED. */
  ready(): Promise<Result<SealToken>>;
  current(): SealToken | null;
  /**
   * DER roots under which licences and receipts are trusted: the one handed over when this workstation was enrolled; on a
   * plain loopback, which has none, the root of the seal's own chain.
   */
  roots(): readonly Uint8Array[];
}

export function createSealKeeper(deps: CaseworkDeps, onChange: () => void): SealKeeper {
  const { store, province, clock, link } = deps;
  let token: SealToken | null = loadSeal(store.read);
  let enrolling: Promise<Result<SealToken>> | null = null;

  /** A seal from before the enrolment, of whatever root, is not what this province would accept. */
  function isOfOurProvince(seal: SealToken): boolean {
    const pinned = link?.root() ?? null;
    return pinned === null || isSame(pinned, seal.chain.at(-1));
  }

  async function enrol(): Promise<Result<SealToken>> {
    const place = deps.place();
    const request = await createSealRequest(place);
    const answer = await province.enrolSeal({ ...place, csr: toBase64(request.csr) });
    if (!answer.ok) return fail('RECEIPT_SEAL_MISSING', { why: answer.failure.code });
    const made = softwareSealToken({
      privateKeyPkcs8: request.privateKeyPkcs8,
      chain: answer.value.chain.map(fromBase64),
    });
    if (!made.ok) return made;
    if (!isOfOurProvince(made.value)) return fail('RECEIPT_SEAL_MISSING', { why: 'root' });
    const { chain, subject, notAfter } = made.value;
    store.transaction((tx) => {
      saveSeal(tx, { privateKeyPkcs8: request.privateKeyPkcs8, chain });
      const facts = { subject, until: hallTime(notAfter).day, replaced: token !== null };
      appendAudit(tx, { actor: 'station', action: 'seal-installed', caseId: null, facts }, deps);
    });
    token = made.value;
    onChange();
    return made;
  }

  return {
    async ready() {
      if (token && isOfOurProvince(token)) {
        const now = clock.now();
        return token.notBefore <= now && now <= token.notAfter
          ? { ok: true, value: token }
          : fail('RECEIPT_SEAL_EXPIRED');
      }
      // One enrolment at a time, however many ask.
      enrolling ??= enrol().finally(() => {
        enrolling = null;
      });
      return enrolling;
    },
    current: () => token,
    roots: () => {
      const root = link?.root() ?? token?.chain.at(-1);
      return root ? [root] : [];
    },
  };
}

const isSame = (one: Uint8Array, other: Uint8Array | undefined) =>
  other !== undefined && Buffer.from(one).equals(other);
