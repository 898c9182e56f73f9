import { type Failure, fail, ok, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { SerialLine } from '../../contract/ports/serial';
import { quietTimer } from './framing/quiet-timer';
import { createSamDecoder, encodeSamCommand, type SamEvent } from './framing/sam';
import { ID_CARD_PROFILE, type SamCommand } from './profiles/id-card';

export interface SamAnswer {
  readonly sw: number;
  readonly data: Uint8Array;
}

/** One command, one answer; never two at once. */
interface SamExchange {
  /**
   * Sends and waits at most the command's time limit. Fails with DEVICE_SILENT where nothing came, with what was wrong
   * with the answer (DEVICE_FRAME_…), or with DEVICE_LOST.
   */
  ask(command: SamCommand): Promise<Result<SamAnswer>>;
  chunk(bytes: Uint8Array): void;
  /** The computer slept: the answer under way is none (DEVICE_FRAME_TRUNCATED). */
  abandon(): void;
  stop(): void;
}

interface Pending {
  readonly command: SamCommand;
  readonly settle: (result: Result<SamAnswer>) => void;
  fault: Failure | null;
}

export function createSamExchange(line: SerialLine, clock: Clock): SamExchange {
  const decoder = createSamDecoder();
  const quiet = quietTimer(clock, ID_CARD_PROFILE.quietMs, () => {
    hear(decoder.silence());
    // A spoilt answer was all there was; without a fault the answer may still come.
    if (pending?.fault) pending.settle({ ok: false, failure: pending.fault });
  });
  let pending: Pending | null = null;

  function hear(events: SamEvent[]): void {
    for (const event of events) {
      if (event.kind === 'fault') {
        if (pending) pending.fault ??= event.failure;
      } else if (pending?.command.answeredBy(event.sw, event.data.length)) {
        pending.settle(ok({ sw: event.sw, data: event.data }));
      } else {
        // Late answer to a command that was given up.
        event.data.fill(0);
      }
    }
  }

  return {
    ask(command) {
      decoder.reset();
      return new Promise((resolve) => {
        const asked: Pending = {
          command,
          fault: null,
          settle(result) {
            if (pending !== asked) return;
            pending = null;
            cancel();
            quiet.stop();
            resolve(result);
          },
        };
        const cancel = clock.after(command.timeoutMs, () => {
          const { fault } = asked;
          asked.settle(
            fault ? { ok: false, failure: fault } : fail('DEVICE_SILENT', { command: command.name }),
          );
        });
        pending = asked;
        void line.write(encodeSamCommand(command.body)).then((written) => {
          if (!written.ok) asked.settle(written);
        });
      });
    },

    chunk(bytes) {
      const events = decoder.push(bytes);
      bytes.fill(0);
      hear(events);
      if (pending) quiet.restart();
    },

    abandon() {
      decoder.reset();
      pending?.settle(fail('DEVICE_FRAME_TRUNCATED', { reason: 'sleep' }));
    },

    stop() {
      pending?.settle(fail('DEVICE_LOST'));
      quiet.stop();
      decoder.reset();
    },
  };
}
