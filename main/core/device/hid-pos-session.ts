import type { Clock } from '../../contract/ports/clock';
import { createHidPosDecoder, type HidPosEvent } from './framing/hid-pos';
import { quietTimer } from './framing/quiet-timer';
import { HID_POS_QUIET_MS, type HidPosLayout } from './profiles/hid-qr';
import type { Session, SessionEvents } from './session';

/** Listens only: each chunk is one report of the scanner. */
export function createHidPosSession(ports: {
  layout: HidPosLayout;
  clock: Clock;
  events: SessionEvents;
}): Session {
  const { clock, events } = ports;
  const decoder = createHidPosDecoder(ports.layout);
  const quiet = quietTimer(clock, HID_POS_QUIET_MS, (late) => (late ? woken() : tell(decoder.silence())));
  let failed = false;

  function tell(heard: HidPosEvent[]): void {
    for (const event of heard) {
      if (event.kind === 'fault') {
        failed = true;
        events.onFailure(event.failure);
        continue;
      }
      if (failed) events.onFailure(null);
      failed = false;
      events.onContent({ kind: 'code', bytes: event.bytes, aim: event.aim });
    }
  }

  function woken(): void {
    quiet.stop();
    tell(decoder.abandon());
  }

  events.onState('ready');
  return {
    woken,
    chunk(report) {
      if (quiet.overslept()) woken();
      const heard = decoder.push(report);
      report.fill(0);
      tell(heard);
      if (decoder.isOpen()) quiet.restart();
      else quiet.stop();
    },
    stop() {
      quiet.stop();
    },
  };
}
