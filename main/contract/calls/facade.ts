/** The window's side: an object of functions derived from the schema. Runs in the preload script. */
import { z } from 'zod';
import { Failure, fail, failure, type Result } from '../failures/failure';
import type { CallDefinition } from './definition';
import { CALLS, type Calls, EVENTS, type EventName, type EventPayload } from './schema';

type Caller<Definition> =
  Definition extends CallDefinition<infer Input, infer Output>
    ? z.infer<Input> extends null
      ? () => Promise<Result<z.infer<Output>>>
      : (input: z.infer<Input>) => Promise<Result<z.infer<Output>>>
    : never;

export type Facade = {
  readonly [Group in keyof Calls]: { readonly [Name in keyof Calls[Group]]: Caller<Calls[Group][Name]> };
} & {
  readonly events: {
    /** Returns the function that stops listening. */
    on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  };
};

/** What carries the messages: in the preload, ipcRenderer. */
export interface FacadeTransport {
  invoke(name: string, input: unknown): Promise<{ value: unknown; failure: Failure | null }>;
  listen(listener: (name: string, payload: unknown) => void): () => void;
}

const Answer = z.object({ value: z.unknown(), failure: Failure.nullable() });

/** Every function answers with a `Result` and never rejects: CORE_GONE where the transport itself gives up. */
export function createFacade(transport: FacadeTransport): Facade {
  async function invoke(name: string, definition: CallDefinition, raw: unknown): Promise<Result<unknown>> {
    const input = definition.input.safeParse(raw ?? null);
    if (!input.success)
      return fail('CALL_INVALID', { call: name, at: input.error.issues[0]?.path.join('.') ?? '' });
    const arrived = await transport
      .invoke(name, input.data)
      .catch(() => ({ value: null, failure: failure('CORE_GONE') }));
    const answer = Answer.safeParse(arrived);
    if (!answer.success) return fail('CALL_ANSWER_INVALID', { call: name, at: '' });
    if (answer.data.failure) return { ok: false, failure: answer.data.failure };
    const output = definition.output.safeParse(answer.data.value);
    if (!output.success) {
      return fail('CALL_ANSWER_INVALID', { call: name, at: output.error.issues[0]?.path.join('.') ?? '' });
    }
    return { ok: true, value: output.data };
  }

  const groups = Object.fromEntries(
    Object.entries(CALLS).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.entries<CallDefinition>(calls).map(([call, definition]) => [
          call,
          (input?: unknown) => invoke(`${group}.${call}`, definition, input),
        ]),
      ),
    ]),
  );

  const events = {
    on: (name: EventName, listener: (payload: never) => void) =>
      transport.listen((arrived, payload) => {
        if (arrived !== name) return;
        const parsed = EVENTS[name].safeParse(payload);
        if (parsed.success) listener(parsed.data as never);
      }),
  };
  return { ...groups, events } as unknown as Facade;
}
