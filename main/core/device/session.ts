import type { Failure, Result } from '../../contract/failures/failure';
import type { DeviceIdentity } from '../../contract/flow/device';
import type { FrameContent } from '../../contract/flow/frame';
import type { SerialLine } from '../../contract/ports/serial';

/** What a reader tells of itself. `baud`: the rate it was told at; null on a line that has none to be changed. */
export type ReaderFacts = Pick<DeviceIdentity, 'samId' | 'baud'>;

/** What a session on an open line tells its supervisor. */
export interface SessionEvents {
  /** `ready`: the device works. `busy`: a card is being read or lies there. `unusable`: it answers that it cannot work. */
  onState(state: 'ready' | 'busy' | 'unusable'): void;
  /** What is wrong now; null when nothing is any more. */
  onFailure(failure: Failure | null): void;
  /** `photo`: the card's, where it is wanted; bytes of its own. */
  onContent(content: FrameContent, photo?: Uint8Array<ArrayBuffer>): void;
  /** The device on the line does not answer: open the port anew. */
  onSilent(): void;
  /** Each time a reader has answered the greeting. */
  onIdentified(facts: ReaderFacts): void;
}

/** One conversation over one open line. */
export interface Session {
  /** Bytes from the line. May overwrite them once they are used. */
  chunk(bytes: Uint8Array): void;
  /** Has the scanner scan once; missing where nothing but its own button does. */
  readonly trigger?: (() => Promise<Result<void>>) | undefined;
  /** The computer slept: what is half read is given up and said to be (DEVICE_FRAME_TRUNCATED), or asked for anew. */
  woken(): void;
  /** No event comes afterwards. */
  stop(): void;
}

/** A device that has just been opened, whatever it is plugged in to. */
export interface Opened {
  readonly line: SerialLine;
  /** What to show although the device works. */
  readonly warning: Failure | null;
  readonly identity: DeviceIdentity;
  /** Its session will have a `trigger`. */
  readonly canTrigger: boolean;
  begin(events: SessionEvents): Session;
}
