/** The office's own list as rows: what is kept of a question, what is counted, what is let go. */
import { describe, expect, it } from 'vitest';
import type { WaitingCaseView } from '../../../../main/contract/calls';
import type { ErrandKind } from '../../../../main/contract/flow/errand';
import type { Ids } from '../../../../main/contract/ports/clock';
import type { SqlTx } from '../../../../main/contract/ports/database';
import { systemIds } from '../../../../main/core/base';
import { closeCase } from '../../../../main/core/casework/case/case-file';
import { createErrandRoom } from '../../../../main/core/casework/errands/errand-room';
import {
  askedErrands,
  countErrands,
  detachErrands,
  errandsOfCase,
  forgetRefused,
  listErrands,
  lookAgain,
  makeErrand,
  nextToSend,
  noteAnswered,
  noteAsked,
  noteFailed,
  noteLater,
  retryErrand,
  scoreDepartments,
} from '../../../../main/core/casework/errands/errands';
import { freshStore, temporaryDir } from '../store/profile';

const CASE = '0190c3e2-0000-7000-8000-000000000001';
const AT = 1_795_000_000_000;
const ids: Ids = systemIds;
const clock = { now: () => AT, after: () => () => undefined };
/** As the desk asks: no pause is longer than an hour. */
const due = (now = AT) => ({ now, longestMs: 3_600_000 });
const errand = {
  kind: 'verification' as ErrandKind,
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
  const fail = (id: string) =>
    store.transaction((tx) => noteFailed(tx, { ...errand, id }, 'PROVINCE_REFUSED', { clock }));
  return { store, make, ask, answer, fail };
}

describe('an errand', () => {
  it('keeps what is asked only until it is sent, under the id that makes asking twice harmless', () => {
    const { store, make, ask } = desk();
    const id = make();
    expect(JSON.parse(nextToSend(store.read, due(AT))?.body ?? '')).toEqual({
      requestId: id,
      claimed: '周明远',
    });
    ask(id, 'V-1');
    expect(nextToSend(store.read, due(AT))).toBeUndefined();
    expect(JSON.stringify(store.read.all('SELECT * FROM errand'))).not.toContain('周明远');
    expect(JSON.stringify(store.read.all('SELECT * FROM audit_line'))).not.toContain('周明远');
    expect(errandsOfCase(store.read, CASE, AT)).toMatchObject([{ department: '公安部门', ref: 'V-1' }]);
  });

  it('is not stranded by a clock that was ahead and was put right', () => {
    const { store, make, ask } = desk();
    const ahead = make();
    const asked = make({ subject: 'material:other' });
    ask(asked, 'V-1');
    store.transaction((tx) => {
      noteLater(tx, ahead, 'PROVINCE_BUSY', AT + 365 * 86_400_000);
      lookAgain(tx, asked, AT + 365 * 86_400_000);
    });
    expect(nextToSend(store.read, due())?.id).toBe(ahead);
    expect(askedErrands(store.read, ['verification'], due())).toMatchObject([{ id: asked }]);
    store.transaction((tx) => noteLater(tx, ahead, 'PROVINCE_BUSY', AT + 3_600_000));
    expect(nextToSend(store.read, due())).toBeUndefined();
  });

  it('waits its turn after a failure, and is over after a refusal', () => {
    const { store, make } = desk();
    const later = make();
    store.transaction((tx) => noteLater(tx, later, 'PROVINCE_BUSY', AT + 500));
    expect(nextToSend(store.read, due(AT + 499))).toBeUndefined();
    expect(nextToSend(store.read, due(AT + 500))).toMatchObject({
      id: later,
      attempts: 1,
      lastCode: 'PROVINCE_BUSY',
    });
    store.transaction((tx) => noteFailed(tx, { ...errand, id: later }, 'LICENCE_GRANT_EXPIRED', { clock }));
    expect(listErrands(store.read, { limit: 5, now: AT })).toMatchObject([{ state: 'failed' }]);
  });

  it('keeps what it asks when it is refused, and goes out again with it, under the same id', () => {
    const { store, make, fail, ask } = desk();
    const id = make();
    fail(id);
    expect(listErrands(store.read, { limit: 5, now: AT })).toMatchObject([
      { state: 'failed', retriable: true, lastCode: 'PROVINCE_REFUSED' },
    ]);
    expect(nextToSend(store.read, due())).toBeUndefined();
    expect(store.transaction((tx) => retryErrand(tx, id, 'test-01', { clock }))).toBe(true);
    expect(JSON.parse(nextToSend(store.read, due())?.body ?? '')).toEqual({
      requestId: id,
      claimed: '周明远',
    });
    expect(listErrands(store.read, { limit: 5, now: AT })).toMatchObject([
      { state: 'to-send', retriable: false, attempts: 0, lastCode: '' },
    ]);
    ask(id, 'V-1');
    expect(JSON.stringify(store.read.all('SELECT * FROM errand'))).not.toContain('周明远');
    expect(store.read.all('SELECT actor, action FROM audit_line')).toContainEqual({
      actor: 'test-01',
      action: 'errand-retried',
    });
  });

  it('goes out again only where it was refused', () => {
    const { store, make, ask } = desk();
    const [waiting, asked] = [make(), make()];
    ask(asked, 'V-1');
    for (const id of [waiting, asked, CASE])
      expect(store.transaction((tx) => retryErrand(tx, id, 'test-01', { clock }))).toBe(false);
  });

  it.each([
    ['its form does not wait on it any more', {}, (tx: SqlTx) => detachErrands(tx, CASE)],
    [
      'its case is shredded',
      { kind: 'objection' as ErrandKind },
      (tx: SqlTx) => {
        tx.run(`INSERT INTO case_file VALUES (?, 'ReviewingForm', 'test-01', 13, '{}', 1, 1, NULL)`, CASE);
        forgetRefused(tx, CASE);
        expect(tx.all('SELECT body FROM errand WHERE body IS NULL')).toEqual([]);
        closeCase(tx, CASE, AT);
      },
    ],
    [
      'another one takes its place',
      {},
      (tx: SqlTx) => makeErrand(tx, { ...errand, body: {} }, { clock, ids }),
    ],
  ])('refused, keeps nothing once %s', (_when, more, end) => {
    const { store, make, fail } = desk();
    const id = make(more);
    fail(id);
    store.transaction(end);
    expect(JSON.stringify(store.read.all('SELECT * FROM errand'))).not.toContain('周明远');
    expect(store.transaction((tx) => retryErrand(tx, id, 'test-01', { clock }))).toBe(false);
  });

  it('that is refused after its case was shredded keeps nothing', () => {
    const { store, make, fail } = desk();
    const id = make({ kind: 'objection' });
    store.transaction((tx) => {
      tx.run(`INSERT INTO case_file VALUES (?, 'ReviewingForm', 'test-01', 13, '{}', 1, 1, NULL)`, CASE);
      closeCase(tx, CASE, AT);
    });
    expect(nextToSend(store.read, due())?.id).toBe(id);
    fail(id);
    expect(JSON.stringify(store.read.all('SELECT * FROM errand'))).not.toContain('周明远');
  });

  it('that was withdrawn while it was under way stays withdrawn, whatever comes back', () => {
    const { store, make, fail } = desk();
    const id = make();
    expect(nextToSend(store.read, due())?.id).toBe(id);
    store.transaction((tx) => detachErrands(tx, CASE));
    store.transaction((tx) => noteLater(tx, id, 'PROVINCE_BUSY', AT + 500));
    fail(id);
    expect(errandsOfCase(store.read, CASE, AT)).toMatchObject([{ state: 'withdrawn', lastCode: '' }]);
    expect(countErrands(store.read, AT).failed).toBe(0);
    expect(store.read.all(`SELECT 1 FROM audit_line WHERE action = 'errand-failed'`)).toEqual([]);
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
    expect(nextToSend(store.read, due(AT))).toBeUndefined();
    expect(errandsOfCase(store.read, CASE, AT, { ofForm: true })).toEqual([]);
    expect(askedErrands(store.read, ['verification'], due()).map(({ id }) => id)).toEqual([sent]);
    expect(answer(sent, 'confirmed', AT + 10)).toBe(true);
    expect(listErrands(store.read, { limit: 5, now: AT })).toHaveLength(1);
  });
});

it('the office’s own list shows whoever keeps the machine going what was refused, and nobody’s case', () => {
  const { store, make, fail } = desk();
  fail(make({ kind: 'pledge' }));
  const waiting = [{ id: CASE, ready: true }] as WaitingCaseView[];
  const listFor = (showsWaiting: boolean) =>
    createErrandRoom({ store, clock }, { waiting: () => waiting, showsWaiting: () => showsWaiting }).list(5);
  expect(listFor(true).waiting).toEqual(waiting);
  expect(listFor(false)).toMatchObject({ waiting: [], errands: [{ state: 'failed', retriable: true }] });
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
