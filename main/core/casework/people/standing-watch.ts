import type { CaseworkDeps } from '../deps';
import type { Session } from './session';

const EVERY_MS = 30 * 60_000;

export interface StandingWatch {
  /** The province is there: asks now, and from then on now and again. */
  look(): void;
  stop(): void;
}

/** Whoever left the service loses the rights here at the next contact with the province, signed in or not. */
export function createStandingWatch(
  { clock, log }: CaseworkDeps,
  session: Pick<Session, 'checkStanding'>,
): StandingWatch {
  let cancel: () => void = () => undefined;
  let stopped = false;
  let asking = false;

  async function ask(): Promise<void> {
    if (asking || stopped) return;
    asking = true;
    try {
      await session.checkStanding();
    } catch (error) {
      log.warn('core', 'standing of accounts not looked at', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    } finally {
      asking = false;
    }
    if (!stopped) cancel = clock.after(EVERY_MS, () => void ask());
  }

  return {
    look() {
      cancel();
      void ask();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
