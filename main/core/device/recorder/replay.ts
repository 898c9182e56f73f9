import type { Clock } from '../../../contract/ports/clock';
import type { Recording } from './recording';
import { frameEnd, frameSum } from './sam-frames';

/** The device's end of a line: what is written here, the workstation reads. Of an HID device, reports each way. */
export interface ReplayEnd {
  write(bytes: Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
}

export interface Replay {
  /** Resolves when everything recorded has been played. */
  readonly played: Promise<void>;
  stop(): void;
}

/**
 * Plays a recording as a device would. A scanner's codes come in their time. A reader speaks when it is asked: each
 * command of the workstation is given what the reader answered to it next in the recording; once there is no more, its
 * last answer again. `speed`: 2 is twice as fast.
 */
export function startReplay(
  recording: Recording,
  end: ReplayEnd,
  clock: Clock,
  options: { speed: number },
): Replay {
  const { chunks, driver } = recording;
  const { promise: played, resolve: finish } = Promise.withResolvers<void>();
  const conversation = driver === 'id-card' || driver === 'id-card-hid';
  const commands = chunks.map(({ from, bytes }) =>
    from === 'host' ? (commandIn(bytes)?.hex ?? null) : null,
  );
  let cursor = 0;
  let cancel = () => {};
  let heard = new Uint8Array(0);

  /** Plays what the device said from here on, up to the next command; `arrive` gets the place reached. */
  function play(at: number, arrive: (at: number) => void): void {
    const chunk = chunks[at];
    if (!chunk || (conversation && chunk.from === 'host')) {
      arrive(at);
      return;
    }
    cancel = clock.after(Math.round(chunk.gapMs / options.speed), () => {
      if (chunk.from === 'device') end.write(chunk.bytes);
      play(at + 1, arrive);
    });
  }

  function goOn(at: number): void {
    cursor = at;
    play(at, (reached) => {
      cursor = reached;
      if (reached >= chunks.length) finish();
    });
  }

  function answer(command: string): void {
    cancel();
    const next = commands.indexOf(command, cursor);
    if (next >= 0) {
      goOn(next + 1);
      return;
    }
    const last = commands.lastIndexOf(command);
    if (last >= 0) play(last + 1, () => undefined);
  }

  function hear(bytes: Uint8Array): void {
    heard = new Uint8Array(Buffer.concat([heard, bytes]));
    for (let command = commandIn(heard); command; command = commandIn(heard)) {
      heard = heard.slice(command.end);
      answer(command.hex);
    }
    // The longest command is short; what is older belongs to none.
    heard = heard.slice(-64);
  }

  if (conversation) end.onBytes(hear);
  goOn(0);
  return { played, stop: () => cancel() };
}

/** The first sound frame in there, which in an output report has other bytes around it. */
function commandIn(bytes: Uint8Array): { hex: string; end: number } | null {
  for (let at = 0; at < bytes.length; at += 1) {
    const end = frameEnd(bytes, at);
    if (end !== null && frameSum(bytes, at, end) === 0)
      return { hex: Buffer.from(bytes.subarray(at, end)).toString('hex'), end };
  }
  return null;
}
