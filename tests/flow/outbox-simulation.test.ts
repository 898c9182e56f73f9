import { describe, expect, it } from 'vitest';
import { DEFECTS, type Outcome, runSchedule } from '../support/simulation';

const SCHEDULES = 10_000;
/** A planted defect has to show within this many. */
const SCHEDULES_PER_DEFECT = 1_000;

const asked = process.env.SIM_SEED;
const seeds = asked ? [Number(asked)] : Array.from({ length: SCHEDULES }, (_, n) => n + 1);

const told = ({ seed, violation, steps }: Outcome) =>
  `${violation}; after ${steps} steps. Again: SIM_SEED=${seed} npm test -- --only flow --grep simulation`;

describe('outbox simulation', () => {
  it(`loses, doubles and reorders nothing in ${seeds.length} schedules of lost answers, crashes and set clocks`, {
    timeout: 180_000,
  }, async () => {
    const sum = { steps: 0, receipts: 0, crashes: 0, hiccups: 0 };
    for (const seed of seeds) {
      const outcome = await runSchedule(seed);
      if (outcome.violation !== null) throw new Error(told(outcome));
      for (const key of ['steps', 'receipts', 'crashes', 'hiccups'] as const) sum[key] += outcome[key];
    }
    // Schedules in which nothing happens prove nothing.
    if (!asked) expect(Math.min(...Object.values(sum))).toBeGreaterThan(SCHEDULES / 4);
  });

  it('runs the same schedule for the same seed', async () => {
    const traceOf = async (seed: number) => {
      const lines: string[] = [];
      const outcome = await runSchedule(seed, undefined, (line) => lines.push(line));
      return { outcome, lines };
    };
    for (const seed of [7, 8, 9]) {
      const first = await traceOf(seed);
      expect(await traceOf(seed)).toEqual(first);
      expect(first.lines.length).toBeGreaterThan(10);
    }
    expect((await traceOf(7)).lines).not.toEqual((await traceOf(8)).lines);
  });

  it.each(DEFECTS)('finds a planted defect: $name', { timeout: 60_000 }, async (defect) => {
    let found: Outcome | null = null;
    for (let seed = 1; seed <= SCHEDULES_PER_DEFECT && found === null; seed += 1) {
      const outcome = await runSchedule(seed, defect);
      if (outcome.violation !== null) found = outcome;
    }
    expect(found?.violation).toBeTypeOf('string');
  });
});
