import { type ActiveFaults, DeviceFaults } from '../../../../fixtures/devices/faults';
import { createIdCardReader, type IdCardReader } from '../../../../fixtures/devices/id-card-reader';
import { ok } from '../../../../main/contract/failures/failure';
import type { FrameContent } from '../../../../main/contract/flow/frame';
import type { SerialLine } from '../../../../main/contract/ports/serial';
import { createIdCardSession } from '../../../../main/core/device/id-card-session';
import type { ReaderFacts, Session } from '../../../../main/core/device/session';
import { type ManualClock, manualClock } from './manual-clock';

interface Talk {
  clock: ManualClock;
  reader: IdCardReader;
  session: Session;
  faults(faults: DeviceFaults): void;
  /** Commands the reader got, as `20 01`; what came at a wrong rate is none. */
  commands: string[];
  bauds: number[];
  identified: ReaderFacts[];
  contents: FrameContent[];
  photos: Uint8Array[];
  states: string[];
  failures: string[];
  silent: () => number;
}

/** A session with a simulated reader on a line whose rate has to be the reader's own for anything to arrive. */
export function talk(options: { baudCommand?: number; fixedBaud?: number; wantsPhoto?: boolean } = {}): Talk {
  const clock = manualClock();
  let active: ActiveFaults = DeviceFaults.parse({});
  const reader = createIdCardReader(() => active);
  const readerBaud = () => options.fixedBaud ?? reader.baud();
  if (options.baudCommand !== undefined) reader.receive(command(0x60, options.baudCommand));
  let lineBaud = 115_200;
  const bauds: number[] = [];
  const commands: string[] = [];
  const identified: ReaderFacts[] = [];
  const contents: FrameContent[] = [];
  const photos: Uint8Array[] = [];
  const states: string[] = [];
  const failures: string[] = [];
  let silent = 0;

  const line: SerialLine = {
    async write(bytes) {
      const heardAt = readerBaud();
      if (lineBaud !== heardAt || active.silent) return ok(undefined);
      commands.push(Buffer.from(bytes.subarray(7, 9)).toString('hex'));
      const answers = reader.receive(bytes);
      queueMicrotask(() => {
        // The answer to a change of rate still comes at the old one.
        if (lineBaud === heardAt) for (const { frame } of answers) session.chunk(new Uint8Array(frame));
      });
      return ok(undefined);
    },
    async setBaud(baud) {
      lineBaud = baud;
      bauds.push(baud);
      return ok(undefined);
    },
    onChunk: () => undefined,
    onClosed: () => undefined,
    alive: async () => true,
    close: async () => undefined,
  };
  const session = createIdCardSession({
    line,
    clock,
    wantsPhoto: options.wantsPhoto ?? false,
    events: {
      onState: (state) => states.push(state),
      onFailure: (failure) => failures.push(failure?.code ?? 'none'),
      onContent: (content, photo) => {
        contents.push(content);
        if (photo) photos.push(photo);
      },
      onSilent: () => {
        silent += 1;
      },
      onIdentified: (facts) => identified.push(facts),
    },
  });
  return {
    clock,
    reader,
    session,
    faults(faults) {
      active = DeviceFaults.parse(faults);
    },
    commands,
    bauds,
    identified,
    contents,
    photos,
    states,
    failures,
    silent: () => silent,
  };
}

function command(code: number, parameter: number): Uint8Array {
  return Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 3, code, parameter, 3 ^ code ^ parameter);
}
