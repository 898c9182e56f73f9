import type { ToChild } from '../../../main/contract/calls';
import type { HostedProcess } from '../../../main/shell/child-host';

/** A hosted process without a process: the test says what it says, and sees what it is told. */
export class ScriptedProcess implements HostedProcess {
  readonly pid = 4711;
  readonly received: ToChild[] = [];
  killed = false;
  /** False: it takes SIGKILL without ever reporting its end. */
  diesWhenKilled = true;
  #onMessage: (message: unknown) => void = () => undefined;
  #onExit: (code: number | null) => void = () => undefined;

  post(message: ToChild): void {
    this.received.push(message);
  }
  kill(): void {
    this.killed = true;
    if (this.diesWhenKilled) this.exit(null);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.#onExit = listener;
  }

  says(message: unknown): void {
    this.#onMessage(message);
  }
  ready(facts: Record<string, string> = {}): void {
    this.says({ kind: 'ready', facts });
  }
  exit(code: number | null): void {
    this.#onExit(code);
  }
}
