import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../main/contract/failures/codes';
import { FailureError, fail, failure } from '../../../../main/contract/failures/failure';
import type { SqlTx, Store } from '../../../../main/contract/ports/database';
import { silentLog } from '../../../../main/core/base';
import { watchClock, watchStore } from '../../../../main/core/casework';

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

describe('a store in trouble', () => {
  /** A store that fails with `code` while there is one, and the timers it set. */
  function sickStore() {
    const acts: (() => void)[] = [];
    const trouble: (string | null)[] = [];
    const disk: { code: FailureCode | null } = { code: null };
    const write = () => {
      if (disk.code !== null) throw new FailureError(failure(disk.code));
    };
    const store = watchStore(
      {
        read: { get: () => undefined, all: () => [] },
        transaction(work) {
          write();
          return work({ get: () => undefined, all: () => [], run: () => 0 } as unknown as SqlTx);
        },
        checkpoint: () => undefined,
        probe: write,
        backUp: async () => fail('STORE_UNWRITABLE'),
        endBackup: async () => undefined,
        backups: () => [],
      },
      {
        clock: {
          now: () => 0,
          after(_ms, act) {
            acts.push(act);
            return () => void acts.splice(acts.indexOf(act) >>> 0, 1);
          },
        },
        onTrouble: (why) => trouble.push(why?.code ?? null),
      },
    );
    return { store, disk, trouble, acts, tick: () => acts.shift()?.() };
  }
  const put = (store: Pick<Store, 'transaction'>) => () => store.transaction(() => undefined);

  it('is tried again by itself, and said to be well without anybody writing', () => {
    const { store, disk, trouble, acts, tick } = sickStore();
    put(store)();
    expect(acts).toEqual([]);
    disk.code = 'STORE_DISK_FULL';
    expect(put(store)).toThrow(FailureError);
    tick();
    disk.code = 'STORE_IO_ERROR';
    tick();
    expect(trouble).toEqual(['STORE_DISK_FULL', 'STORE_IO_ERROR']);
    disk.code = null;
    tick();
    expect(trouble).toEqual(['STORE_DISK_FULL', 'STORE_IO_ERROR', null]);
    expect(acts).toEqual([]);
  });

  it('is tried by one timer however many writes failed, and by none once the window closes', () => {
    const { store, disk, trouble, acts } = sickStore();
    disk.code = 'STORE_DISK_FULL';
    for (let turn = 0; turn < 3; turn += 1) expect(put(store)).toThrow(FailureError);
    expect(acts).toHaveLength(1);
    expect(trouble).toEqual(['STORE_DISK_FULL']);
    store.rest();
    expect(acts).toEqual([]);
  });
});
