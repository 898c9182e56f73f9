import type { Clock } from '../../../../main/contract/ports/clock';

export interface ManualClock extends Clock {
  /** Lets `ms` pass: due timers run in order, and what they set going settles before the next. */
  pass(ms: number): Promise<void>;
  /** The computer sleeps for `ms`: the clock goes on, the timers do not. */
  sleep(ms: number): void;
  /** Timers that are set. */
  pending(): number;
}

export function manualClock(start = Date.UTC(2026, 5, 1)): ManualClock {
  let now = start;
  let timers: { at: number; act: () => void }[] = [];
  const settle = () => new Promise<void>((resume) => setImmediate(resume));
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.act();
        await settle();
      }
      now = until;
    },
    sleep(ms) {
      now += ms;
      for (const timer of timers) timer.at += ms;
    },
    pending: () => timers.length,
  };
}
