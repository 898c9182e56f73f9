import type { FromChild as FromChildMessage, Reply, ToChild } from '../contract/calls';
import { FromChild } from '../contract/calls';
import { type Failure, failure, type Result } from '../contract/failures/failure';
import type { Clock } from '../contract/ports/clock';
import type { AskAnswerer } from './asks';
import type { HostedProcess } from './child-host';

export type Ask = Extract<FromChildMessage, { kind: 'ask' }>;

export interface LinkListeners {
  onReady(facts: Record<string, string>): void;
  onEvent(name: string, payload: unknown): void;
  readonly onAsk: AskAnswerer;
  onUnable(why: Failure): void;
  /** A message that is none of `FromChild`; it was dropped. */
  onMalformed(): void;
  onExit(code: number | null): void;
}

/** The shell's end of the messages to one hosted process, from its start to its exit. */
export interface ChildLink {
  /** CORE_GONE when the process exits first, or does not answer in time (`details.reason`: `exited`, `deadline`). */
  call(name: string, input: unknown): Promise<Reply>;
  /** Asks the process to finish, gives it `ms`, then ends it. True when it had finished in time. */
  drain(ms: number): Promise<boolean>;
  kill(): void;
}

/** How long a process that is done, or was ended, may take to be gone. */
const LEAVE_MS = 300;

export function linkChild(
  child: HostedProcess,
  clock: Clock,
  callDeadlineMs: number,
  listeners: LinkListeners,
): ChildLink {
  const pending = new Map<number, (reply: Reply) => void>();
  let nextId = 1;
  let gone = false;
  let onDrained: () => void = () => undefined;
  let onGone: () => void = () => undefined;
  const drained = new Promise<void>((resolve) => {
    onDrained = resolve;
  });
  const exited = new Promise<void>((resolve) => {
    onGone = resolve;
  });

  function post(message: ToChild): void {
    if (!gone) child.post(message);
  }

  child.onMessage((raw) => {
    const parsed = FromChild.safeParse(raw);
    if (!parsed.success) return listeners.onMalformed();
    const message = parsed.data;
    switch (message.kind) {
      case 'ready':
        return listeners.onReady(message.facts);
      case 'reply':
        return pending.get(message.id)?.({ value: message.value, failure: message.failure });
      case 'event':
        return listeners.onEvent(message.name, message.payload);
      case 'ask': {
        const tell = (answer: Result<string>) =>
          post({
            kind: 'told',
            id: message.id,
            value: answer.ok ? answer.value : null,
            failure: answer.ok ? null : answer.failure,
          });
        const answer = listeners.onAsk(message, child);
        return void (answer instanceof Promise ? answer.then(tell) : tell(answer));
      }
      case 'drained':
        return onDrained();
      case 'unable':
        return listeners.onUnable(message.failure);
    }
  });
  child.onExit((code) => {
    if (gone) return;
    gone = true;
    for (const settle of [...pending.values()]) settle(lost('exited'));
    onGone();
    listeners.onExit(code);
  });

  return {
    call(name, input) {
      if (gone) return Promise.resolve(lost('exited'));
      const id = nextId++;
      return new Promise((resolve) => {
        const cancel = clock.after(callDeadlineMs, () => settle(lost('deadline')));
        function settle(reply: Reply): void {
          cancel();
          pending.delete(id);
          resolve(reply);
        }
        pending.set(id, settle);
        post({ kind: 'call', id, name, input });
      });
    },
    async drain(ms) {
      if (gone) return true;
      post({ kind: 'drain' });
      const startedAt = clock.now();
      const inTime = await within(clock, ms, Promise.race([drained, exited]));
      const left = Math.max(0, ms - (clock.now() - startedAt));
      if (inTime) await within(clock, Math.min(LEAVE_MS, left), exited);
      if (!gone) {
        child.kill();
        await within(clock, LEAVE_MS, exited);
      }
      return inTime;
    },
    kill: () => {
      if (!gone) child.kill();
    },
  };
}

function lost(reason: 'exited' | 'deadline'): Reply {
  return { value: null, failure: failure('CORE_GONE', { reason }) };
}

/** True when `work` settled within `ms`. */
function within(clock: Clock, ms: number, work: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false));
    void work.then(() => {
      cancel();
      resolve(true);
    });
  });
}
