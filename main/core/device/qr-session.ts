import type { Clock } from '../../contract/ports/clock';
import type { SerialLine } from '../../contract/ports/serial';
import { splitAim } from './framing/aim';
import { createLineDecoder, type LineEvent } from './framing/line';
import { quietTimer } from './framing/quiet-timer';
import { createSsiDecoder } from './framing/ssi';
import { QR_SERIAL_PROFILE, type QrSerialProfile, qrSerialProfile } from './profiles/qr-serial';
import type { Session, SessionEvents } from './session';

type Decoded = LineEvent | { readonly kind: 'reply'; readonly packet: Uint8Array };

/** The scanner sends a code whenever it has seen one. `profile`: id of a profile of serial scanners. */
export function createQrSession(ports: {
  line: SerialLine;
  clock: Clock;
  events: SessionEvents;
  profile?: string;
}): Session {
  const { line, clock, events } = ports;
  const profile = qrSerialProfile(ports.profile ?? '');
  const decoder = decoderOf(profile);
  const quiet = quietTimer(clock, QR_SERIAL_PROFILE.quietMs, (late) =>
    late ? woken() : tell(decoder.silence()),
  );
  let failed = false;
  /** Set while a scan that was started by command goes on. */
  let endScan: (() => void) | null = null;

  // A write that fails shows as a lost line.
  const send = (bytes: Uint8Array) => void line.write(bytes);

  function tell(heard: Decoded[]): void {
    for (const event of heard) {
      if (event.kind === 'reply') {
        send(event.packet);
        continue;
      }
      if (event.kind === 'fault') {
        failed = true;
        events.onFailure(event.failure);
        continue;
      }
      if (failed) events.onFailure(null);
      failed = false;
      // The scanner ends by itself once it has read something.
      endScan?.();
      endScan = null;
      events.onContent({ kind: 'code', ...splitAim(event.bytes) });
    }
  }

  function woken(): void {
    quiet.stop();
    tell(decoder.abandon());
  }

  const { trigger: commands } = profile;
  const trigger =
    commands &&
    (async () => {
      endScan?.();
      endScan = clock.after(QR_SERIAL_PROFILE.triggerMs, () => {
        endScan = null;
        send(commands.stop);
      });
      return await line.write(commands.start);
    });

  for (const command of profile.onOpen) send(command);
  events.onState('ready');
  return {
    woken,
    chunk(bytes) {
      if (quiet.overslept()) woken();
      tell(decoder.push(bytes));
      quiet.restart();
    },
    trigger: trigger ?? undefined,
    stop() {
      quiet.stop();
      endScan?.();
    },
  };
}

function decoderOf({ framing }: QrSerialProfile): {
  push(chunk: Uint8Array): Decoded[];
  silence(): Decoded[];
  abandon(): Decoded[];
} {
  return framing === 'ssi' ? createSsiDecoder() : createLineDecoder(framing);
}
