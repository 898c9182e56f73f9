import type { z } from 'zod';
import type { Callback } from '../../../contract/province/verification';
import { backoffMs } from '../../outbox';
import type { CaseworkDeps } from '../deps';

/** The service holds the question open for so long before it says that there is nothing. */
const WAIT_MS = 20_000;
const LIMIT = 100;
const PAUSE_MS = 1_000;

type Announced = z.infer<typeof Callback>;

export interface Callbacks {
  /** Asks from now on, for as long as something is waited for. Nothing happens where it is asking already. */
  listen(): void;
  stop(): void;
}

/**
 * Reads the province's call-back queue while `isAwaited`. `take` works one announcement in, and says so only when that is
 * written down: what it took is acknowledged, so a stop in between has it announced again, never lost.
 */
export function createCallbacks(
  deps: CaseworkDeps,
  hooks: { isAwaited: () => boolean; take: (callback: Announced) => Promise<boolean> },
): Callbacks {
  const { clock, province, log } = deps;
  let asking = false;
  let stopped = false;
  let after = 0;
  let failures = 0;
  let cancel: () => void = () => undefined;

  async function ask(): Promise<void> {
    const { windowNo } = deps.place();
    const answer = await province.ask('readCallbacks', {
      query: { windowNo, after, limit: LIMIT, waitMs: WAIT_MS },
    });
    if (stopped) return;
    if (!answer.ok) {
      failures += 1;
      return;
    }
    failures = 0;
    let upTo = 0;
    for (const callback of answer.value.callbacks) {
      const taken = await hooks.take(callback);
      if (stopped) return;
      if (!taken) {
        failures += 1;
        break;
      }
      upTo = callback.cursor;
    }
    if (upTo === 0) return;
    after = upTo;
    await province.ask('acknowledgeCallbacks', { body: { windowNo, upTo } });
  }

  function again(): void {
    if (asking || stopped || !hooks.isAwaited()) return;
    asking = true;
    ask()
      .catch((error: unknown) => {
        failures += 1;
        log.warn('province', 'call-backs not read', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      })
      .finally(() => {
        asking = false;
        if (stopped) return;
        cancel = clock.after(failures > 0 ? backoffMs(failures, deps.ids.fraction()) : PAUSE_MS, again);
      });
  }

  return {
    listen: () => {
      cancel();
      again();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
