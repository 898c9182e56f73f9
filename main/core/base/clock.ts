import type { Clock } from '../../contract/ports/clock';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** The instant's calendar day and time of day in the hall's zone (China has one: UTC+8, no summer time). */
export function hallTime(instant: number): { day: string; time: string; year: number } {
  const shifted = new Date(instant + 8 * 3_600_000).toISOString();
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 19), year: Number(shifted.slice(0, 4)) };
}
