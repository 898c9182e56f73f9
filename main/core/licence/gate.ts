import { fail, type Result } from '../../contract/failures/failure';
import type { GrantScope, LicenceLibrary } from '../../contract/flow/grant';
import type { Clock } from '../../contract/ports/clock';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { AnswerTo, Reference } from './source';

/** A grant as the gate knows it: for whom, for what, until when. */
export interface OpenGrant {
  provinceRef: string;
  caseId: string;
  itemSeq: number;
  windowNo: string;
  clerk: string;
  expiresAt: number;
  allowed: readonly GrantScope[];
}

export type GateReason =
  | 'signed-out'
  | 'no-grant'
  | 'taken-back'
  | 'expired'
  | 'other-case'
  | 'other-item'
  | 'other-window'
  | 'other-clerk'
  | 'not-listed'
  | 'type-not-granted'
  | 'element-not-granted';

/** What is told of a refused call: never whose data it was about. */
export interface RefusedCall {
  call: 'list' | 'fetch' | 'other';
  reason: GateReason;
  caseId: string;
  itemSeq: number;
  typeSeq: number | null;
}

/**
 * No grant, no call (R48). The only way from a case to the province's licences: a call that does not stand under an open
 * grant of this case, item, window and clerk, in time and within the types and elements allowed, is refused here, before
 * anything leaves the house, and reported. LICENCE_GRANT_MISSING, LICENCE_GRANT_EXPIRED, LICENCE_GRANT_REVOKED,
 * LICENCE_GRANT_REFUSED (with `why`), CLERK_SIGNED_OUT.
 */
export interface LicenceGate {
  open(grant: OpenGrant): void;
  /** The case is done with it: whatever comes later finds no grant. */
  close(grantRef: string): void;
  /** The holder took it back. */
  takenBack(grantRef: string): void;
  list(grantRef: string, reference: Reference, library?: LicenceLibrary): AnswerTo<'listLicences'>;
  /** Only a licence that `list` has named, since the list says what type it is of. */
  fetch(request: Parameters<LicenceSource['fetchLicence']>[0]): AnswerTo<'fetchLicence'>;
  /** Of a licence that `list` has named. */
  recognise(request: Parameters<LicenceSource['recogniseLicence']>[0]): AnswerTo<'recogniseLicence'>;
  /** For whatever else is asked under a grant (suggestions, departmental verification): may this be asked now? */
  admit(grantRef: string, reference: Reference): Result<null>;
}

interface Kept {
  grant: OpenGrant;
  takenBack: boolean;
  /** Types of the licences listed under it, by their ids. */
  types: Map<string, number>;
}

export function createLicenceGate(options: {
  source: Pick<LicenceSource, 'listLicences' | 'fetchLicence' | 'recogniseLicence'>;
  clock: Clock;
  /** Account of whoever is signed in now. */
  clerk: () => string | null;
  onRefused: (refused: RefusedCall) => void;
}): LicenceGate {
  const { source, clock, onRefused } = options;
  const grants = new Map<string, Kept>();

  /** Why nothing may be asked under this grant now; null: it may. */
  function objection(kept: Kept | undefined, reference: Reference): GateReason | null {
    const clerk = options.clerk();
    if (clerk === null) return 'signed-out';
    if (!kept) return 'no-grant';
    const { grant } = kept;
    if (grant.caseId !== reference.caseId) return 'other-case';
    if (grant.itemSeq !== reference.itemSeq) return 'other-item';
    if (grant.windowNo !== reference.windowNo) return 'other-window';
    if (grant.clerk !== reference.clerk || grant.clerk !== clerk) return 'other-clerk';
    if (kept.takenBack) return 'taken-back';
    return grant.expiresAt <= clock.now() ? 'expired' : null;
  }

  function refuse(
    reason: GateReason,
    call: RefusedCall['call'],
    reference: Reference,
    typeSeq: number | null = null,
  ): Result<never> {
    onRefused({ call, reason, caseId: reference.caseId, itemSeq: reference.itemSeq, typeSeq });
    return fail(CODE[reason] ?? 'LICENCE_GRANT_REFUSED', { why: reason });
  }

  /** The holder's word may come with any answer. */
  function noted<T>(kept: Kept, answer: Result<T>): Result<T> {
    if (!answer.ok && answer.failure.code === 'LICENCE_GRANT_REVOKED') kept.takenBack = true;
    return answer;
  }

  return {
    open(grant) {
      grants.set(grant.provinceRef, { grant, takenBack: false, types: new Map() });
    },
    close: (grantRef) => void grants.delete(grantRef),
    takenBack(grantRef) {
      const kept = grants.get(grantRef);
      if (kept) kept.takenBack = true;
    },
    async list(grantRef, reference, library) {
      const kept = grants.get(grantRef);
      const reason = objection(kept, reference);
      if (reason !== null || !kept) return refuse(reason ?? 'no-grant', 'list', reference);
      const answer = noted(kept, await source.listLicences(grantRef, reference, library));
      // One library after the other: what an earlier one named stays named.
      if (answer.ok) for (const row of answer.value.licences) kept.types.set(row.licenceId, row.typeSeq);
      return answer;
    },
    async fetch(request) {
      const { grantRef, licenceId, elements, reference } = request;
      const kept = grants.get(grantRef);
      const reason = objection(kept, reference);
      if (reason !== null || !kept) return refuse(reason ?? 'no-grant', 'fetch', reference);
      const typeSeq = kept.types.get(licenceId);
      if (typeSeq === undefined) return refuse('not-listed', 'fetch', reference);
      const scope = kept.grant.allowed.find((each) => each.typeSeq === typeSeq);
      if (!scope) return refuse('type-not-granted', 'fetch', reference, typeSeq);
      if (elements.some((element) => !scope.elements.includes(element)))
        return refuse('element-not-granted', 'fetch', reference, typeSeq);
      return noted(kept, await source.fetchLicence(request));
    },
    async recognise(request) {
      const { grantRef, licenceId, reference } = request;
      const kept = grants.get(grantRef);
      const reason = objection(kept, reference) ?? (kept?.types.has(licenceId) ? null : 'not-listed');
      if (reason !== null || !kept) return refuse(reason ?? 'no-grant', 'other', reference);
      return noted(kept, await source.recogniseLicence(request));
    },
    admit(grantRef, reference) {
      const reason = objection(grants.get(grantRef), reference);
      return reason === null ? { ok: true, value: null } : refuse(reason, 'other', reference);
    },
  };
}

const CODE: Partial<
  Record<
    GateReason,
    'CLERK_SIGNED_OUT' | 'LICENCE_GRANT_MISSING' | 'LICENCE_GRANT_REVOKED' | 'LICENCE_GRANT_EXPIRED'
  >
> = {
  'signed-out': 'CLERK_SIGNED_OUT',
  'no-grant': 'LICENCE_GRANT_MISSING',
  'taken-back': 'LICENCE_GRANT_REVOKED',
  expired: 'LICENCE_GRANT_EXPIRED',
};
