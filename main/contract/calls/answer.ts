/** The answering side: handlers for every call of one host, with the checks derived from the schema. */
import type { z } from 'zod';
import { type Failure, FailureError, failure, type Result } from '../failures/failure';
import type { CallDefinition, CallHost } from './definition';
import { type FromChild, ToChild } from './link';
import { CALLS, type Calls, findCall } from './schema';

type Handler<Definition> =
  Definition extends CallDefinition<infer Input, infer Output>
    ? (input: z.infer<Input>) => Promise<Result<z.infer<Output>>> | Result<z.infer<Output>>
    : never;

type CallsOf<Host extends CallHost, Group> = {
  [Name in keyof Group as Group[Name] extends { readonly host: Host } ? Name : never]: Handler<Group[Name]>;
};

/** Handlers for all calls whose host is `Host`; the compiler asks for each of them. */
export type Handlers<Host extends CallHost> = {
  [Group in keyof Calls as keyof CallsOf<Host, Calls[Group]> extends never ? never : Group]: CallsOf<
    Host,
    Calls[Group]
  >;
};

export interface Reply {
  value: unknown;
  failure: Failure | null;
}

/** Parses the input, runs the handler, parses the output. Whatever happens, the answer is a `Reply`. */
export async function answerCall<Host extends CallHost>(
  host: Host,
  handlers: Handlers<Host>,
  name: string,
  raw: unknown,
  onFault: (error: unknown) => void,
): Promise<Reply> {
  const definition = findCall(name);
  if (!definition || definition.host !== host) return { value: null, failure: failure('CALL_UNKNOWN') };
  const input = definition.input.safeParse(raw ?? null);
  if (!input.success) {
    return {
      value: null,
      failure: failure('CALL_INVALID', { call: name, at: input.error.issues[0]?.path.join('.') ?? '' }),
    };
  }
  const [group, call] = name.split('.') as [string, string];
  const handler = (handlers as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[
    group
  ]?.[call];
  if (!handler) return { value: null, failure: failure('CALL_UNKNOWN', { call: name }) };
  try {
    const result = (await handler(input.data)) as Result<unknown>;
    if (!result.ok) return { value: null, failure: result.failure };
    const output = definition.output.safeParse(result.value);
    if (!output.success) {
      return {
        value: null,
        failure: failure('CALL_ANSWER_INVALID', {
          call: name,
          at: output.error.issues[0]?.path.join('.') ?? '',
        }),
      };
    }
    return { value: output.data, failure: null };
  } catch (error) {
    if (error instanceof FailureError) return { value: null, failure: error.failure };
    onFault(error);
    return { value: null, failure: failure('CORE_FAULT', { call: name }) };
  }
}

/** The child's end of a link: `port` is parentPort or the forked process. */
export interface LinkPort {
  post(message: FromChild): void;
  onMessage(listener: (message: unknown) => void): void;
}

/**
 * Serves a host's calls over a link. Messages that do not parse are dropped.
 * Where the handlers never come, every call is answered with CORE_FAULT.
 * `told` answers are handed to `onTold`; `drain` runs `onDrain` and then says `drained`.
 */
export function serveLink<Host extends CallHost>(options: {
  host: Host;
  /** Calls that come before the handlers are there wait for them. */
  handlers: Handlers<Host> | Promise<Handlers<Host>>;
  port: LinkPort;
  onDrain: () => Promise<void>;
  onTold?: (told: Extract<ToChild, { kind: 'told' }>) => void;
  onFault: (error: unknown) => void;
}): void {
  options.port.onMessage((raw) => {
    const message = ToChild.safeParse(raw);
    if (!message.success) return;
    const arrived = message.data;
    if (arrived.kind === 'told') options.onTold?.(arrived);
    else if (arrived.kind === 'drain') {
      void options
        .onDrain()
        .catch(options.onFault)
        .then(() => options.port.post({ kind: 'drained' }))
        .catch(options.onFault);
    } else {
      void Promise.resolve(options.handlers)
        .then((handlers) => answerCall(options.host, handlers, arrived.name, arrived.input, options.onFault))
        .catch((error: unknown): Reply => {
          options.onFault(error);
          return { value: null, failure: failure('CORE_FAULT', { call: arrived.name }) };
        })
        .then((reply) => options.port.post({ kind: 'reply', id: arrived.id, ...reply }))
        .catch(options.onFault);
    }
  });
}

/** Names of all calls, for tests and for the channel list. */
export const CALL_NAMES: readonly string[] = Object.entries(CALLS).flatMap(([group, calls]) =>
  Object.keys(calls).map((call) => `${group}.${call}`),
);
