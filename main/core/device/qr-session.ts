import type { Clock } from '../../contract/ports/clock';
import { createLineDecoder, type LineEvent } from './framing/line';
import { quietTimer } from './framing/quiet-timer';
import { QR_SERIAL_PROFILE } from './profiles/qr-serial';
import type { Session, SessionEvents } from './session';

/** Listens only: the scanner sends a code whenever it has seen one. */
export function createQrSession(ports: { clock: Clock; events: SessionEvents }): Session {
  const { clock, events } = ports;
  const decoder = createLineDecoder();
  const quiet = quietTimer(clock, QR_SERIAL_PROFILE.quietMs, () => tell(decoder.silence()));
  let failed = false;

  function tell(heard: LineEvent[]): void {
    for (const event of heard) {
      if (event.kind === 'fault') {
        failed = true;
        events.onFailure(event.failure);
        continue;
      }
      if (failed) events.onFailure(null);
      failed = false;
      events.onContent({ kind: 'code', bytes: event.bytes });
    }
  }

  events.onState('ready');
  return {
    chunk(bytes) {
      tell(decoder.push(bytes));
      quiet.restart();
    },
    stop() {
      quiet.stop();
    },
  };
}
