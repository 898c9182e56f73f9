/**
 * A typed stand-in for what the preload script puts on `window.hall`: the real facade, with every message parsed by the
 * schema, over a transport in memory. For component and store tests of the window; the shipped app never sees it.
 */
import {
  type CallGroup,
  type Calls,
  createFacade,
  type EventName,
  type EventPayload,
  type Facade,
} from '../../main/contract/calls';
import { type Failure, fail, type Result } from '../../main/contract/failures/failure';

type Answering<Call> = Call extends (...input: infer Input) => Promise<infer Answer>
  ? (...input: Input) => Answer | Promise<Answer>
  : never;

export interface BridgeDouble {
  readonly facade: Facade;
  /** Every call made so far, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** From now on `group.call` is answered so. A call nobody answers fails with CALL_UNKNOWN. */
  answer<Group extends CallGroup, Name extends keyof Calls[Group]>(
    group: Group,
    call: Name,
    answering: Answering<Facade[Group][Name & keyof Facade[Group]]>,
  ): void;
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
}

export function createBridgeDouble(): BridgeDouble {
  const answers = new Map<string, (input: unknown) => unknown>();
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const facade = createFacade({
    async invoke(name, input): Promise<{ value: unknown; failure: Failure | null }> {
      calls.push({ name, input });
      const answering = answers.get(name);
      const result = (
        answering ? await answering(input) : fail('CALL_UNKNOWN', { call: name })
      ) as Result<unknown>;
      return result.ok ? { value: result.value, failure: null } : { value: null, failure: result.failure };
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    facade,
    calls,
    answer(group, call, answering) {
      answers.set(`${group}.${String(call)}`, answering as (input: unknown) => unknown);
    },
    emit(name, payload) {
      for (const listener of [...listeners]) listener(name, payload);
    },
  };
}
