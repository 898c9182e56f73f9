import type { Clock } from '../../contract/ports/clock';
import type { SerialLine } from '../../contract/ports/serial';
import { splitAim } from './framing/aim';
import { createLineDecoder, type LineEvent } from './framing/line';
import { quietTimer } from './framing/quiet-timer';
import { createSsiDecoder } from './framing/ssi';
import { QR_SERIAL_PROFILE, type QrSerialProfile, qrSerialProfile } from './profiles/qr-serial';
import type { Session, SessionEvents } from './session';

interface QrSession extends Session {
  /** Switches the scanner's light on or off, where it takes such a command. */
  trigger(on: boolean): void;
}

type Decoded = LineEvent | { readonly kind: 'reply'; readonly packet: Uint8Array };

/** The scanner sends a code whenever it has seen one. `profile`: id of a profile of serial scanners. */
export function createQrSession(ports: {
  line: SerialLine;
  clock: Clock;
  events: SessionEvents;
  profile?: string;
}): QrSession {
  const { line, clock, events } = ports;
  const profile = qrSerialProfile(ports.profile ?? '');
  const decoder = decoderOf(profile);
  const quiet = quietTimer(clock, QR_SERIAL_PROFILE.quietMs, () => tell(decoder.silence()));
  let failed = false;

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
      events.onContent({ kind: 'code', ...splitAim(event.bytes) });
    }
  }

  for (const command of profile.onOpen) send(command);
  events.onState('ready');
  return {
    chunk(bytes) {
      tell(decoder.push(bytes));
      quiet.restart();
    },
    trigger(on) {
      if (profile.trigger) send(on ? profile.trigger.start : profile.trigger.stop);
    },
    stop() {
      quiet.stop();
    },
  };
}

function decoderOf({ framing }: QrSerialProfile): {
  push(chunk: Uint8Array): Decoded[];
  silence(): Decoded[];
} {
  return framing === 'ssi' ? createSsiDecoder() : createLineDecoder(framing);
}
