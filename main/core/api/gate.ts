import { type CoreCallName, type Handlers, mayCall } from '../../contract/calls';
import { fail, type Result } from '../../contract/failures/failure';
import { createAnswers } from './handlers';
import type { Workstation } from './workstation';

/** Calls that only a person's hand makes: they show that somebody is there. */
const BY_HAND: readonly string[] = ['case', 'item', 'queue', 'confirm'];

type AnyHandler = (input: unknown) => Promise<Result<unknown>> | Result<unknown>;

/**
 * The handlers behind their gate: the caller's right to this call. No handler can be reached past it, and the compiler asks
 * for a right for every call. The second person of an act is asked for where the act is done (casework), since the command
 * line comes that way and not through here.
 */
export function createHandlers(workstation: Workstation): Handlers<'core'> {
  function pass(name: CoreCallName, input: unknown): Result<null> {
    const office = workstation.office();
    if (!office) return mayCall(null, name) ? { ok: true, value: null } : fail('STORE_LOCKED');
    const { session } = office;
    const allowed = session.allow(name, input);
    if (!allowed.ok) return allowed;
    if (BY_HAND.includes(name.split('.')[0] ?? '')) session.active();
    return allowed;
  }

  const gated = Object.entries(createAnswers(workstation)).map(([group, handlers]) => [
    group,
    Object.fromEntries(
      Object.entries(handlers as Record<string, AnyHandler>).map(([call, handler]) => [
        call,
        (input: unknown) => {
          const passed = pass(`${group}.${call}` as CoreCallName, input);
          return passed.ok ? handler(input) : passed;
        },
      ]),
    ),
  ]);
  return Object.fromEntries(gated) as Handlers<'core'>;
}
