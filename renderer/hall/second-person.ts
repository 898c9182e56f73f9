/**
 * Dual control in one place: a call that the core refuses with CLERK_SECOND_NEEDED waits here until a second person has
 * signed in for it, and is then made once more. The screens know nothing of it.
 */
import { createContext, use, useSyncExternalStore } from 'react';
import type { Facade, SecondPersonAct } from '../../main/contract/calls';
import type { Result } from '../../main/contract/failures/failure';

export interface SecondPerson {
  /** The bridge, with every call of it so guarded. */
  readonly facade: Facade;
  /** The act that waits for somebody; null: none does. */
  asking(): SecondPersonAct | null;
  /** `approved`: the core has taken the second person's word. */
  settle(approved: boolean): void;
  subscribe(listener: () => void): () => void;
}

type Call = (input?: unknown) => Promise<Result<unknown>>;

export function createSecondPerson(bridge: Facade): SecondPerson {
  let waiting: { act: SecondPersonAct; settle: (approved: boolean) => void } | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function ask(act: SecondPersonAct): Promise<boolean> {
    waiting?.settle(false);
    return new Promise((resolve) => {
      waiting = { act, settle: resolve };
      tell();
    });
  }

  function guard(call: Call): Call {
    return async (input) => {
      const answer = await call(input);
      if (answer.ok || answer.failure.code !== 'CLERK_SECOND_NEEDED') return answer;
      return (await ask(answer.failure.details.act as SecondPersonAct)) ? call(input) : answer;
    };
  }

  const groups = Object.entries(bridge).map(([group, calls]) => [
    group,
    group === 'events'
      ? calls
      : Object.fromEntries(
          Object.entries(calls as Record<string, Call>).map(([name, call]) => [name, guard(call)]),
        ),
  ]);

  return {
    facade: Object.fromEntries(groups) as Facade,
    asking: () => waiting?.act ?? null,
    settle(approved) {
      const settled = waiting;
      waiting = null;
      tell();
      settled?.settle(approved);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const SecondPersonContext = createContext<SecondPerson | null>(null);

export function useSecondPerson(): { act: SecondPersonAct | null; settle: (approved: boolean) => void } {
  const second = use(SecondPersonContext);
  if (!second) throw new Error('no second person above this component');
  return { act: useSyncExternalStore(second.subscribe, second.asking), settle: second.settle };
}
