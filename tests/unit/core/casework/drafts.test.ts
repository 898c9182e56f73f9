/** Whether the clock may be believed about how long a draft has lain. */
import { expect, it } from 'vitest';
import type { ProvinceView } from '../../../../main/contract/calls';
import { createClockDoubt } from '../../../../main/core/casework/form/drafts';
import type { ProvinceLink } from '../../../../main/core/province';
import { handClock } from './a-session';

const DAY_MS = 86_400_000;

function doubt(clock: ReturnType<typeof handClock> = handClock()) {
  const heard: Pick<ProvinceView, 'state' | 'checkedAt'> & { clockOffMs: number | null } = {
    state: 'unknown',
    checkedAt: null,
    clockOffMs: null,
  };
  const status = (): ReturnType<ProvinceLink['status']> => ({
    secure: true,
    circuit: { state: 'closed', until: null },
    credential: null,
    clockOffMs: heard.clockOffMs,
  });
  const link = { status, root: () => null, onChange: () => undefined };
  return { clock, heard, isDoubtful: createClockDoubt({ clock, link }, () => heard) };
}

it('is in doubt while the province’s clock is more than a day away, whichever way', () => {
  const { heard, isDoubtful } = doubt();
  for (const [off, expected] of [
    [DAY_MS + 1, true],
    [-DAY_MS - 1, true],
    [DAY_MS, false],
    [null, false],
  ] as const) {
    heard.clockOffMs = off;
    expect(isDoubtful()).toBe(expected);
  }
});

it('is not in doubt because time goes by, nor for a correction of hours', () => {
  const { clock, isDoubtful } = doubt();
  clock.pass(30 * DAY_MS);
  clock.set(5 * 3_600_000);
  expect(isDoubtful()).toBe(false);
});

it('is in doubt after a jump, until the province was heard again and its time agrees', () => {
  const { clock, heard, isDoubtful } = doubt();
  Object.assign(heard, { state: 'reachable', checkedAt: clock.now() });
  clock.set(25 * 3_600_000);
  expect(isDoubtful()).toBe(true);
  clock.pass(600_000);
  expect(isDoubtful()).toBe(true);
  // A slept machine: the province says that the time is right.
  heard.checkedAt = clock.now();
  expect(isDoubtful()).toBe(false);
  expect(isDoubtful()).toBe(false);
  clock.set(25 * 3_600_000);
  expect(isDoubtful()).toBe(true);
  heard.checkedAt = clock.now() + 1;
  heard.clockOffMs = -25 * 3_600_000;
  expect(isDoubtful()).toBe(true);
});

it('is in doubt for as long as the province stays away after a jump, and no longer once the clock is put back', () => {
  const { clock, heard, isDoubtful } = doubt();
  clock.set(400 * DAY_MS);
  heard.state = 'unreachable';
  for (let times = 1; times <= 3; times += 1) {
    clock.pass(600_000);
    heard.checkedAt = clock.now();
    expect(isDoubtful()).toBe(true);
  }
  clock.set(-400 * DAY_MS);
  expect(isDoubtful()).toBe(false);
});
