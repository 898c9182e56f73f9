import { z } from 'zod';
import type { DriverLauncher } from '../../../native/driver-process';
import { ClerkView, type FromChild, type LinkPort, serveLink, type ToChild } from '../../contract/calls';
import { fail, type Result } from '../../contract/failures/failure';
import type { KeyVault } from '../../contract/ports/key-vault';
import { createHandlers } from '../api';
import { fromBase64, toBase64 } from '../base';
import { readCoreArguments } from './arguments';
import { stationSecret } from './station-secret';
import { type Wired, wire } from './wire';

const Resumable = z.object({ key: z.string(), clerk: ClerkView.nullable() });

/** Time for the last message to leave before the process ends. */
const LAST_WORDS_MS = 20;

type Told = Extract<ToChild, { kind: 'told' }>;
/** Asks the shell something. */
export type Ask = (
  what: Extract<FromChild, { kind: 'ask' }>['what'],
  value: string,
) => Promise<Result<string>>;

/** Questions to the shell over the link, answered in any order. */
function createAsking(port: LinkPort): { ask: Ask; onTold: (told: Told) => void } {
  let lastId = 0;
  const open = new Map<number, (answer: Result<string>) => void>();
  return {
    ask: (what, value) =>
      new Promise((resolve) => {
        lastId += 1;
        open.set(lastId, resolve);
        port.post({ kind: 'ask', id: lastId, what, value });
      }),
    onTold(told) {
      const resolve = open.get(told.id);
      open.delete(told.id);
      resolve?.(told.failure ? { ok: false, failure: told.failure } : { ok: true, value: told.value ?? '' });
    },
  };
}

function osVaultThrough(ask: Ask): KeyVault {
  const through = async (
    what: 'vault.wrap' | 'vault.unwrap',
    bytes: Uint8Array,
  ): Promise<Result<Uint8Array>> => {
    const answer = await ask(what, toBase64(bytes));
    return answer.ok ? { ok: true, value: fromBase64(answer.value) } : answer;
  };
  return {
    kind: 'os',
    wrap: (key) => through('vault.wrap', key),
    unwrap: (wrapped) => through('vault.unwrap', wrapped),
  };
}

async function takeResumed(ask: Ask): Promise<{ key: Uint8Array; clerk: ClerkView | null } | null> {
  const kept = await ask('resume.take', '');
  if (!kept.ok || kept.value === '') return null;
  const parsed = Resumable.safeParse(JSON.parse(Buffer.from(kept.value, 'base64').toString('utf8')));
  return parsed.success ? { key: fromBase64(parsed.data.key), clerk: parsed.data.clerk } : null;
}

/** One JSON line on stderr, which the shell keeps in its log. Messages of errors may hold values, so only their kind and place are told. */
function complain(event: string, about: unknown): void {
  const facts =
    about instanceof Error ? { error: about.name, at: about.stack?.split('\n')[1]?.trim() ?? '' } : about;
  process.stderr.write(`${JSON.stringify({ event, about: facts })}\n`);
}

/**
 * The core as a child of the shell, over whatever carries the link. Calls that come before everything is wired wait
 * for it; a core that cannot be wired says why on stderr and ends, and the shell shows it.
 */
export async function runHosted(
  port: LinkPort,
  launcherFor: (ask: Ask) => DriverLauncher,
  args: readonly string[],
  end: (code: number) => void,
): Promise<void> {
  const parsed = readCoreArguments(args);
  if (!parsed.ok) {
    complain('core not started', parsed.failure);
    return end(1);
  }
  const { profileDir, training, osVault, overrides } = parsed.value;
  const { ask, onTold } = createAsking(port);

  async function start(): Promise<Result<Wired>> {
    return wire({
      launcher: launcherFor(ask),
      profileDir,
      training,
      overrides,
      osVault: osVault ? osVaultThrough(ask) : null,
      // Training holds invented data only; nobody should have to choose a passphrase to try the product.
      passphrase: training ? stationSecret() : null,
      resumed: await takeResumed(ask),
      onLongWork: () => ask('start.long', ''),
      onResumable: ({ key, clerk }) =>
        void ask(
          'resume.keep',
          Buffer.from(JSON.stringify({ key: toBase64(key), clerk })).toString('base64'),
        ),
      emit: (name, payload) => port.post({ kind: 'event', name, payload }),
    });
  }

  const { promise: handlers, resolve: handlersReady } =
    Promise.withResolvers<ReturnType<typeof createHandlers>>();
  let wired: Result<Wired> | null = null;
  serveLink({
    host: 'core',
    handlers,
    port,
    onDrain: async () => {
      if (wired?.ok) await wired.value.close();
      // After `drained` has been posted.
      setTimeout(() => end(0), LAST_WORDS_MS);
    },
    onTold,
    onFault: (error) => complain('fault', error),
  });

  wired = await start().catch((error: unknown) => {
    complain('core not started', error);
    return fail('CORE_FAULT');
  });
  if (!wired.ok) {
    complain('core not started', wired.failure);
    // A fault may pass with another start; a wrong configuration will not.
    if (wired.failure.code !== 'CORE_FAULT') port.post({ kind: 'unable', failure: wired.failure });
    setTimeout(() => end(1), LAST_WORDS_MS);
    return;
  }
  handlersReady(createHandlers(wired.value.workstation));
  port.post({ kind: 'ready', facts: {} });
}
