import type { Failure } from '../../contract/failures/failure';
import type { FrameContent } from '../../contract/flow/frame';
import type { SerialLine } from '../../contract/ports/serial';

/** What a session on an open line tells its supervisor. */
export interface SessionEvents {
  /** `ready`: the device works. `busy`: a card is being read or lies there. `unusable`: it answers that it cannot work. */
  onState(state: 'ready' | 'busy' | 'unusable'): void;
  /** What is wrong now; null when nothing is any more. */
  onFailure(failure: Failure | null): void;
  onContent(content: FrameContent): void;
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

/** A device that has just been opened, whatever it is plugged in to. */
export interface Opened {
  readonly line: SerialLine;
  /** What to show although the device works. */
  readonly warning: Failure | null;
  begin(events: SessionEvents): Session;
}
