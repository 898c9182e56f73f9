/** The built core as a child process, spoken to over its real link, as the shell does it. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { createFacade, type Facade, FromChild, type ToChild } from '../../main/contract/calls';
import { type Failure, failure } from '../../main/contract/failures/failure';
import type { KeyVault } from '../../main/contract/ports/key-vault';
import { fromBase64, toBase64 } from '../../main/core/base';

const corePath = path.resolve(import.meta.dirname, '..', '..', 'dist', 'core', 'node.mjs');

export interface CoreClient {
  readonly pid: number;
  readonly calls: Facade;
  /** Resolves when the process has gone, however it went. */
  readonly gone: Promise<void>;
  kill(): void;
  /** Drains and ends. */
  close(): Promise<void>;
}

/** `kept` is what the shell would hold in memory between two cores; `vault` the operating system's, with `--os-vault`. */
export async function startCore(
  args: string[],
  kept: { value: string },
  vault: KeyVault | null = null,
): Promise<CoreClient> {
  const child: ChildProcess = fork(corePath, args, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const pending = new Map<number, (reply: { value: unknown; failure: Failure | null }) => void>();
  let lastId = 0;
  let drained: () => void = () => undefined;
  const { promise: ready, resolve: isReady, reject: isGone } = Promise.withResolvers<void>();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const answer of pending.values()) answer({ value: null, failure: failure('CORE_GONE') });
      pending.clear();
      isGone(new Error('the core went before it was ready'));
      resolve();
    });
  });
  const send = (message: ToChild) => {
    if (child.connected) child.send(message, () => undefined);
  };

  child.on('message', (raw) => {
    const message = FromChild.parse(raw);
    if (message.kind === 'ready') isReady();
    else if (message.kind === 'drained') drained();
    else if (message.kind === 'reply') {
      pending.get(message.id)?.(message);
      pending.delete(message.id);
    } else if (message.kind === 'ask') {
      if (message.what === 'resume.keep') kept.value = message.value;
      const { id, what } = message;
      const tell = (value: string) => send({ kind: 'told', id, value, failure: null });
      if (what === 'vault.wrap' || what === 'vault.unwrap') {
        const asked = vault?.[what === 'vault.wrap' ? 'wrap' : 'unwrap'](fromBase64(message.value));
        void asked?.then((answer) =>
          answer.ok
            ? tell(toBase64(answer.value))
            : send({ kind: 'told', id, value: null, failure: answer.failure }),
        );
      } else tell(what === 'resume.take' ? kept.value : '');
    }
  });
  await ready;

  const calls = createFacade({
    invoke: (name, input) =>
      new Promise((resolve) => {
        if (!child.connected) return resolve({ value: null, failure: failure('CORE_GONE') });
        lastId += 1;
        pending.set(lastId, resolve);
        send({ kind: 'call', id: lastId, name, input });
      }),
    listen: () => () => undefined,
  });
  return {
    pid: child.pid ?? 0,
    calls,
    gone,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      await new Promise<void>((resolve) => {
        drained = resolve;
        send({ kind: 'drain' });
      });
      await gone;
    },
  };
}
