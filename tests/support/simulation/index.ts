/**
 * simulation: one seed is one schedule of a workstation's queue: what is sealed when, what befalls every request, when
 * the process dies, how the clock is set. No real time, no real network; everything else is the shipped code.
 */
import { freshDatabase } from './database';
import { type Defect, SOUND } from './defects';
import { watchOutbox } from './invariants';
import { BANES, createSimulatedProvince, FATES } from './province';
import { seededRandom } from './random';
import type { Seal } from './seal';
import { createTimeline } from './timeline';
import { createWorkstation } from './workstation';

export { DEFECTS } from './defects';

export interface Outcome {
  readonly seed: number;
  /** What was broken, and after how many steps; `null`: nothing. */
  readonly violation: string | null;
  readonly steps: number;
  readonly receipts: number;
  readonly crashes: number;
  readonly hiccups: number;
}

const HOUR_MS = 3_600_000;
/** A correction, a wrong zone, a battery that is empty. */
const CLOCK_JUMPS = [
  [500, 120_000],
  [HOUR_MS, 12 * HOUR_MS],
  [24 * HOUR_MS, 4_000 * HOUR_MS],
] as const;
/** One on its way, and those before and behind it (delivery.ts). */
const MOST_HELD = 9;
/** More than the longest honest wait (two hours of looks every minute) after everything is well again. */
const STEPS_TO_FINISH = 400;

/** `trace`: told of everything that is sent and written, in order. */
export async function runSchedule(
  seed: number,
  defect: Defect = SOUND,
  trace?: (line: string) => void,
): Promise<Outcome> {
  const random = seededRandom(seed);
  const timeline = createTimeline();
  const connection = freshDatabase();
  const fates = FATES.filter(() => random.chance(0.5));
  const province = createSimulatedProvince(
    { timeline, random },
    {
      weather: random.fraction(),
      slowestMs: random.pick([40, 400]),
      fates: fates.length > 0 ? fates : FATES,
      idempotent: defect.idempotentProvince,
      onRequest: (receiptId, fate) => trace?.(`${timeline.now()} sent ${receiptId} ${fate}`),
    },
  );
  const sealing = new Map<string, Seal>();
  const handed = new Set<string>();
  const station = createWorkstation({
    connection,
    timeline,
    random,
    transport: province.transport,
    defect,
    crashRate: random.chance(0.3) ? 0 : random.fraction() * 0.12,
    hiccupRate: random.chance(0.6) ? 0 : random.fraction() * 0.1,
    onSealing: (seal) => void sealing.set(seal.receiptId, seal),
    onWrite: (statement, values) => trace?.(`${timeline.now()} ${statement} ${values.join(' ')}`),
  });
  const watch = watchOutbox(station.read, province, {
    sealing,
    handed,
    mostLeased: () => (station.resting ? 0 : MOST_HELD) + MOST_HELD * station.hiccups,
  });
  let steps = 0;

  function unparkAll(): void {
    for (const { receipt_id: receiptId, state } of watch.rows()) {
      if (state !== 'parked') continue;
      station.unpark(receiptId);
      if (watch.rows().some((row) => row.receipt_id === receiptId && row.state !== 'parked'))
        province.forgetRefusal(receiptId);
    }
  }

  /** Which of those that are handed out fails whenever it is sent; 0: none does. */
  const cursed = random.chance(0.3) ? random.between(1, 3) : 0;
  const lanes = ['receipts', 'cases', 'licences'].slice(0, random.between(1, 3));
  const span = random.span(5_000, 6 * HOUR_MS);
  const some = (most: number, act: () => void, least = 0) => {
    for (let left = random.between(least, most); left > 0; left -= 1)
      timeline.after(random.fraction() * span, act);
  };
  const seal = () => {
    const sealed = station.seal(random.pick(lanes));
    if (!sealed) return;
    handed.add(sealed.receiptId);
    if (handed.size === cursed) province.curse(sealed.receiptId, random.pick(BANES), random.chance(0.7));
  };
  some(5, seal, 1);
  // On a quick line several are taken at a time, where there are as many.
  if (random.chance(0.08)) {
    const at = random.fraction() * span;
    for (let sealed = 0; sealed < 12; sealed += 1) timeline.after(at + sealed, seal);
  }
  some(2, () => {
    const [least, most] = random.pick(CLOCK_JUMPS);
    station.setClock(random.pick([1, -1]) * random.span(least, most));
  });
  some(1, () => station.hasten());
  some(1, unparkAll);
  some(1, () => station.die());

  /** Lets things happen until `isOver`, looking after each; what is wrong, if anything. */
  async function carryOn(isOver: () => boolean, most: number): Promise<string | null> {
    for (let left = most; left > 0 && !isOver(); left -= 1) {
      if (!(await timeline.step())) return null;
      steps += 1;
      const wrong = station.surprises[0] ?? watch.wrong();
      if (wrong !== null) return wrong;
    }
    return null;
  }

  const allDelivered = () =>
    watch.rows().every((row) => row.state === 'acknowledged' || province.isCursedForEver(row.receipt_id));
  station.start();
  await timeline.settle();
  let violation = await carryOn(() => timeline.now() > span, 10_000);
  if (violation === null) {
    province.heal();
    station.heal();
    // Answers that were under way may still park; a person looks again a little later.
    for (const after of [0, 60_000, 3 * HOUR_MS]) timeline.after(after, unparkAll);
    violation = (await carryOn(allDelivered, STEPS_TO_FINISH)) ?? watch.wrongAtEnd();
  }
  connection.close();
  const { crashes, hiccups } = station;
  return { seed, violation, steps, receipts: handed.size, crashes, hiccups };
}
