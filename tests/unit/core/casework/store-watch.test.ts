import { describe, expect, it } from 'vitest';
import { FailureError, failure } from '../../../../main/contract/failures/failure';
import { silentLog } from '../../../../main/core/base';
import { watchClock } from '../../../../main/core/casework';

/** A clock whose timers run when they are told to. */
function heldClock() {
  const acts: (() => void)[] = [];
  const clock = watchClock(
    {
      now: () => 7,
      after: (_ms, act) => {
        acts.push(act);
        return () => undefined;
      },
    },
    silentLog,
  );
  return { clock, run: () => acts.shift()?.() };
}

describe('work that goes on by itself', () => {
  it('is put off where the store takes nothing, and is no end of the core', () => {
    const { clock, run } = heldClock();
    clock.after(1, () => {
      throw new FailureError(failure('STORE_DISK_FULL'));
    });
    expect(run).not.toThrow();
    expect(clock.now()).toBe(7);
  });

  it('lets a mistake of the program through', () => {
    const { clock, run } = heldClock();
    clock.after(1, () => {
      throw new TypeError('a mistake');
    });
    expect(run).toThrow('a mistake');
  });
});
