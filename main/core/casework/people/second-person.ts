import { type ClerkView, SECOND_PERSON_ACTS, type SecondPersonAct } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { CaseworkDeps } from '../deps';

/** The act follows at once, or the second person has turned away. */
const APPROVAL_LIFE_MS = 2 * 60_000;

/** Who approved, and whether the province vouched for them then. */
type Approver = Pick<ClerkView, 'account' | 'offline' | 'offlineFor'>;

/** Dual control (R116): an approval is for one act, once, soon. */
export interface SecondPerson {
  grant(act: SecondPersonAct, by: Approver): void;
  /** The second person whose approval is used up by this; null where the act needs none. CLERK_SECOND_NEEDED. */
  use(act: SecondPersonAct): Result<Approver | null>;
  forget(): void;
}

export function createSecondPerson({ clock, policy }: Pick<CaseworkDeps, 'clock' | 'policy'>): SecondPerson {
  let approval: { act: SecondPersonAct; by: Approver; at: number } | null = null;
  return {
    grant(act, by) {
      approval = { act, by, at: clock.now() };
    },
    use(act) {
      const needed: readonly SecondPersonAct[] = policy?.().secondPersonFor ?? SECOND_PERSON_ACTS;
      if (act !== 'relax' && !needed.includes(act)) return { ok: true, value: null };
      const given = approval;
      if (given?.act !== act) return fail('CLERK_SECOND_NEEDED', { act });
      approval = null;
      const age = clock.now() - given.at;
      return age >= 0 && age <= APPROVAL_LIFE_MS
        ? { ok: true, value: given.by }
        : fail('CLERK_SECOND_NEEDED', { act });
    },
    forget() {
      approval = null;
    },
  };
}
