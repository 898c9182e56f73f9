import { SECOND_PERSON_ACTS, type SecondPersonAct } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { CaseworkDeps } from '../deps';

/** The act follows at once, or the second person has turned away. */
const APPROVAL_LIFE_MS = 2 * 60_000;

/** Dual control (R116): an approval is for one act, once, soon. */
export interface SecondPerson {
  grant(act: SecondPersonAct, account: string): void;
  /** Account of the second person whose approval is used up by this; null where the act needs none. CLERK_SECOND_NEEDED. */
  use(act: SecondPersonAct): Result<string | null>;
  forget(): void;
}

export function createSecondPerson({ clock, policy }: Pick<CaseworkDeps, 'clock' | 'policy'>): SecondPerson {
  let approval: { act: SecondPersonAct; account: string; at: number } | null = null;
  return {
    grant(act, account) {
      approval = { act, account, at: clock.now() };
    },
    use(act) {
      const needed = policy?.().secondPersonFor ?? SECOND_PERSON_ACTS;
      if (!needed.includes(act)) return { ok: true, value: null };
      const given = approval;
      if (given?.act !== act) return fail('CLERK_SECOND_NEEDED', { act });
      approval = null;
      const age = clock.now() - given.at;
      return age >= 0 && age <= APPROVAL_LIFE_MS
        ? { ok: true, value: given.account }
        : fail('CLERK_SECOND_NEEDED', { act });
    },
    forget() {
      approval = null;
    },
  };
}
