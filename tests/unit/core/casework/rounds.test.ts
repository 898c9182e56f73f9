/** The one loop behind delivery, errands and the check of offline cases: a round, a pause, a kick. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../main/contract/ports/clock';
import { createRounds } from '../../../../main/core/casework/rounds';

const PAUSES = { shortestMs: 50, troubledMs: 5_000, longestMs: 60_000 };

/** Time stands still; a timer fires when told to. */
function heldClock() {
  const timers = new Map<object, { ms: number; act: () => void }>();
  const clock: Clock = {
    now: () => 1_000_000,
    after(ms, act) {
      const timer = {};
      timers.set(timer, { ms, act });
      return () => void timers.delete(timer);
    },
  };
  return {
    clock,
    waits: () => [...timers.values()].map(({ ms }) => ms),
    fire() {
      const due = [...timers];
      timers.clear();
      for (const [, { act }] of due) act();
    },
  };
}

/** Rounds that end when the test ends them. */
function started(
  options: { dueIn?: number | null; kickedInTrouble?: 'at-once' | 'after-pause'; nextAt?: () => number } = {},
) {
  const held = heldClock();
  const ends: { done: () => void; failed: (error: Error) => void }[] = [];
  const troubles: unknown[] = [];
  const { dueIn = null } = options;
  let count = 0;
  const rounds = createRounds(held.clock, {
    round: () =>
      new Promise((done, failed) => {
        count += 1;
        ends.push({ done, failed });
      }),
    nextAt: options.nextAt ?? (() => (dueIn === null ? null : held.clock.now() + dueIn)),
    pauses: PAUSES,
    kickedInTrouble: options.kickedInTrouble ?? 'after-pause',
    onTrouble: (error) => troubles.push(error),
  });
  /** Lets whatever is ready to run do so. */
  const turn = () => new Promise((resume) => setImmediate(resume));
  async function end(error?: Error): Promise<void> {
    const { done, failed } = ends.shift() ?? {};
    if (error) failed?.(error);
    else done?.();
    await turn();
  }
  return { ...held, rounds, troubles, end, count: () => count, underWay: () => ends.length };
}

describe('rounds', () => {
  it('do nothing before they are started', () => {
    const { rounds, count, waits } = started();
    rounds.kick();
    expect([count(), waits(), rounds.isStopped()]).toEqual([0, [], true]);
  });

  it('are done one at a time; however many kicks there are during one, one more follows', async () => {
    const { rounds, count, underWay, end } = started();
    rounds.start();
    rounds.kick();
    rounds.kick();
    expect([count(), underWay()]).toEqual([1, 1]);
    await end();
    expect([count(), underWay()]).toEqual([2, 1]);
    await end();
    expect([count(), underWay()]).toEqual([2, 0]);
    rounds.kick();
    expect(count()).toBe(3);
  });

  it('take a kick from within the round itself, before its first wait, for one more', async () => {
    const { clock } = heldClock();
    let count = 0;
    const rounds = createRounds(clock, {
      async round() {
        count += 1;
        if (count === 1) rounds.kick();
      },
      nextAt: () => null,
      pauses: PAUSES,
      kickedInTrouble: 'after-pause',
      onTrouble: (error) => expect.unreachable(String(error)),
    });
    rounds.start();
    await rounds.settled();
    expect(count).toBe(2);
  });

  it.each([
    ['overdue', -9_000, 50],
    ['due soon', 700, 700],
    ['due in a year', 31_536_000_000, 60_000],
  ])('rest within their bounds where something is %s', async (_what, dueIn, waited) => {
    const { rounds, count, waits, fire, end } = started({ dueIn });
    rounds.start();
    await end();
    expect(waits()).toEqual([waited]);
    fire();
    expect(count()).toBe(2);
  });

  it('wait for a kick only where nothing is due', async () => {
    const { rounds, waits, count, end } = started();
    rounds.start();
    await end();
    expect([waits(), count()]).toEqual([[], 1]);
  });

  it('leave no timer behind: a kick in the pause takes its place', async () => {
    const { rounds, waits, count, end } = started({ dueIn: 700 });
    rounds.start();
    for (const round of [1, 2, 3, 4]) {
      expect([count(), waits()]).toEqual([round, []]);
      await end();
      expect(waits()).toEqual([700]);
      rounds.kick();
    }
    await end();
    expect(waits()).toEqual([700]);
  });

  it('stop in the middle of a pause without a timer left, and start again', async () => {
    const { rounds, waits, count, end } = started({ dueIn: 700 });
    rounds.start();
    await end();
    await rounds.stop();
    rounds.kick();
    expect([waits(), count(), rounds.isStopped()]).toEqual([[], 1, true]);
    rounds.start();
    expect(count()).toBe(2);
  });

  it('stop when the round under way has ended, and not before; a kick in between is not answered', async () => {
    const { rounds, waits, count, end } = started({ dueIn: 700 });
    rounds.start();
    rounds.kick();
    let isOver = false;
    const stopping = rounds.stop().then(() => {
      isOver = true;
    });
    await new Promise((resume) => setImmediate(resume));
    expect(isOver).toBe(false);
    await end();
    await stopping;
    expect([waits(), count()]).toEqual([[], 1]);
  });

  it('settle when also those asked for meanwhile are over', async () => {
    const { rounds, count, end } = started();
    rounds.start();
    rounds.kick();
    let settled = false;
    const waiting = rounds.settled().then(() => {
      settled = true;
    });
    await end();
    expect(settled).toBe(false);
    await end();
    await waiting;
    expect(count()).toBe(2);
  });
});

describe('a round that fails', () => {
  const broken = new Error('disk full');

  it('is told and followed by another after the longer pause; one that succeeds ends the trouble', async () => {
    const { rounds, troubles, waits, fire, end } = started({ dueIn: -1 });
    rounds.start();
    await end(broken);
    expect([troubles, waits()]).toEqual([[broken], [5_000]]);
    fire();
    await end();
    expect([troubles, waits()]).toEqual([[broken], [50]]);
  });

  it.each([
    ['at-once', 2, []],
    ['after-pause', 1, [5_000]],
  ] as const)('with a kick in it is followed %s by the next', async (kickedInTrouble, count, waits) => {
    const each = started({ dueIn: -1, kickedInTrouble });
    each.rounds.start();
    each.rounds.kick();
    await each.end(broken);
    expect([each.count(), each.waits()]).toEqual([count, waits]);
  });

  it('does not keep a stop from coming to its end', async () => {
    const { rounds, troubles, waits, end } = started({ dueIn: 700 });
    rounds.start();
    const stopping = rounds.stop();
    await end(broken);
    await stopping;
    expect([troubles, waits()]).toEqual([[broken], []]);
  });

  it('is no other than a look for what is due that fails', async () => {
    const { rounds, troubles, waits, fire, count, end } = started({
      nextAt() {
        throw broken;
      },
    });
    rounds.start();
    await end();
    expect([troubles, waits()]).toEqual([[broken], [5_000]]);
    fire();
    expect(count()).toBe(2);
  });
});
