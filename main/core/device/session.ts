import type { Failure } from '../../contract/failures/failure';
import type { Frame } from '../../contract/flow/frame';

/** What a session on an open line tells its supervisor. */
export interface SessionEvents {
  /** `ready`: the device works. `busy`: a card is being read or lies there. `unusable`: it answers that it cannot work. */
  onState(state: 'ready' | 'busy' | 'unusable'): void;
  /** What is wrong now; null when nothing is any more. */
  onFailure(failure: Failure | null): void;
  onContent(content: Frame['content']): void;
  /** The device on the line does not answer: open the port anew. */
  onSilent(): void;
}

/** One conversation over one open line. */
export interface Session {
  /** Bytes from the line. May overwrite them once they are used. */
  chunk(bytes: Uint8Array): void;
  /** No event comes afterwards. */
  stop(): void;
}
