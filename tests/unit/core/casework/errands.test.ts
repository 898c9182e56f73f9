/** The office's own list as rows: what is kept of a question, what is counted, what is let go. */
import { describe, expect, it } from 'vitest';
import type { Ids } from '../../../../main/contract/ports/clock';
import { systemIds } from '../../../../main/core/base';
import {
  askedErrands,
  countErrands,
  detachErrands,
  errandsOfCase,
  listErrands,
  makeErrand,
  nextToSend,
  noteAnswered,
  noteAsked,
  noteFailed,
  noteLater,
  scoreDepartments,
} from '../../../../main/core/casework/errands/errands';
import { freshStore, temporaryDir } from '../store/profile';

const CASE = '0190c3e2-0000-7000-8000-000000000001';
const AT = 1_795_000_000_000;
const ids: Ids = systemIds;
const clock = { now: () => AT, after: () => () => undefined };
const errand = {
  kind: 'verification' as const,
  caseId: CASE,
  itemSeq: 13,
  subject: 'material:household',
  label: '户口登记信息',
  department: '公安部门',
  actor: 'test-01',
  body: { claimed: '周明远' },
};

function desk() {
  const store = freshStore(temporaryDir());
  const make = (more: Partial<typeof errand> = {}) =>
    store.transaction((tx) => makeErrand(tx, { ...errand, ...more }, { clock, ids }));
  const ask = (id: string, ref: string, dueAt = AT + 1000) =>
    store.transaction((tx) => noteAsked(tx, id, { ref, department: '', askedAt: AT, dueAt }));
  const answer = (id: string, outcome: 'confirmed' | 'unknown', answeredAt: number) =>
    store.transaction((tx) => noteAnswered(tx, { ...errand, id }, { outcome, answeredAt }, { clock }));
  return { store, make, ask, answer };
}

describe('an errand', () => {
  it('keeps what is asked only until it is sent, under the id that makes asking twice harmless', () => {
    const { store, make, ask } = desk();
    const id = make();
    expect(JSON.parse(nextToSend(store.read, AT)?.body ?? '')).toEqual({ requestId: id, claimed: '周明远' });
    ask(id, 'V-1');
    expect(nextToSend(store.read, AT)).toBeUndefined();
    expect(JSON.stringify(store.read.all('SELECT * FROM errand'))).not.toContain('周明远');
    expect(JSON.stringify(store.read.all('SELECT * FROM audit_line'))).not.toContain('周明远');
    expect(errandsOfCase(store.read, CASE, AT)).toMatchObject([{ department: '公安部门', ref: 'V-1' }]);
  });

  it('waits its turn after a failure, and is over after a refusal', () => {
    const { store, make } = desk();
    const later = make();
    store.transaction((tx) => noteLater(tx, later, 'PROVINCE_BUSY', AT + 500));
    expect(nextToSend(store.read, AT + 499)).toBeUndefined();
    expect(nextToSend(store.read, AT + 500)).toMatchObject({
      id: later,
      attempts: 1,
      lastCode: 'PROVINCE_BUSY',
    });
    store.transaction((tx) => noteFailed(tx, { ...errand, id: later }, 'LICENCE_GRANT_EXPIRED', { clock }));
    expect(listErrands(store.read, { limit: 5, now: AT })).toMatchObject([{ state: 'failed' }]);
  });

  it('has one answer: the first', () => {
    const { store, make, ask, answer } = desk();
    const id = make();
    expect(answer(id, 'confirmed', AT)).toBe(false);
    ask(id, 'V-1');
    expect(answer(id, 'confirmed', AT + 10)).toBe(true);
    expect(answer(id, 'unknown', AT + 20)).toBe(false);
    expect(errandsOfCase(store.read, CASE, AT)).toMatchObject([
      { outcome: 'confirmed', answeredAt: AT + 10 },
    ]);
  });

  it('is withdrawn with its form if it was not sent, and answered for the record if it was', () => {
    const { store, make, ask, answer } = desk();
    const sent = make();
    ask(sent, 'V-1');
    make({ subject: 'material:other' });
    store.transaction((tx) => detachErrands(tx, CASE));
    expect(nextToSend(store.read, AT)).toBeUndefined();
    expect(errandsOfCase(store.read, CASE, AT, { ofForm: true })).toEqual([]);
    expect(askedErrands(store.read, ['verification'], AT).map(({ id }) => id)).toEqual([sent]);
    expect(answer(sent, 'confirmed', AT + 10)).toBe(true);
    expect(listErrands(store.read, { limit: 5, now: AT })).toHaveLength(1);
  });
});

describe('the figures of departments', () => {
  it('count who answered in time, who did not, and who still owes an answer', () => {
    const { store, make, ask, answer } = desk();
    const [inTime, late, owed] = [make(), make(), make()];
    ask(inTime, 'V-1');
    ask(late, 'V-2');
    ask(owed, 'V-3');
    answer(inTime, 'confirmed', AT + 400);
    answer(late, 'unknown', AT + 2_000);
    expect(scoreDepartments(store.read, AT + 3_000)).toEqual([
      {
        department: '公安部门',
        kind: 'verification',
        asked: 3,
        answered: 2,
        inTime: 1,
        overdue: 1,
        agreed: 1,
        averageMs: 1_200,
        score: 33,
      },
    ]);
    expect(countErrands(store.read, AT + 3_000)).toEqual({ open: 1, overdue: 1, failed: 0 });
    expect(listErrands(store.read, { limit: 5, now: AT + 3_000 })[0]).toMatchObject({
      id: owed,
      state: 'overdue',
    });
  });
});
