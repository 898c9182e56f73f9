import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUDIT_ACTIONS,
  type AuditEntry,
  appendAudit,
  auditHead,
  keyedDigest,
  listAudit,
  verifyAudit,
} from '../../../../main/core/audit';
import { systemIds } from '../../../../main/core/base';
import type { OpenStore } from '../../../../main/core/store';
import { freshStore, setClock, temporaryDir, withFile } from '../store/profile';

const ZEROS = '0'.repeat(64);
const clock = setClock(1_790_000_000_000);

function entry(facts: AuditEntry['facts'] = { fields: 12 }, caseId: string | null = null): AuditEntry {
  return { actor: 'clerk-07', action: 'field-edited', caseId, facts };
}

function append(store: OpenStore, given: AuditEntry = entry()): { seq: number; hash: string } {
  return store.transaction((tx) => appendAudit(tx, given, { clock }));
}

/** A chain of `count` lines in a closed profile, and the heads after each line. */
function chainOf(count: number): { dir: string; heads: string[] } {
  const dir = temporaryDir();
  const store = freshStore(dir);
  const heads = Array.from({ length: count }, (_, at) => append(store, entry({ at })).hash);
  store.close();
  return { dir, heads };
}

/** Changes the table as somebody with the key and an SQLite shell would. */
function behindItsBack(dir: string, sql: string): void {
  withFile(dir, (file) => {
    file.exec(
      'DROP TRIGGER audit_line_no_update; DROP TRIGGER audit_line_no_delete; DROP TRIGGER audit_line_in_order;',
    );
    file.exec(sql);
  });
}

describe('audit', () => {
  it('starts from zeros and links each line to the one before', () => {
    const store = freshStore();
    expect(auditHead(store.read)).toBe(ZEROS);
    expect(verifyAudit(store.read)).toMatchObject({ lines: 0, head: ZEROS, brokenAt: null, why: null });
    const first = append(store);
    const second = append(store);
    expect([first.seq, second.seq]).toEqual([1, 2]);
    expect(auditHead(store.read)).toBe(second.hash);
    expect(verifyAudit(store.read)).toMatchObject({ lines: 2, head: second.hash, brokenAt: null, why: null });
    const [newest, oldest] = listAudit(store.read, { limit: 9 });
    expect(newest).toMatchObject({
      seq: 2,
      prev: first.hash,
      actor: 'clerk-07',
      action: 'field-edited',
      facts: { fields: 12 },
    });
    expect(oldest).toMatchObject({ seq: 1, prev: ZEROS });
  });

  it('hashes the canonical JSON of the line, as anybody can recompute', () => {
    const store = freshStore();
    const { hash } = append(store, {
      actor: '窗口3',
      action: 'licence-fetched',
      caseId: null,
      facts: { typeSeq: 7, outcome: 'ok', again: false },
    });
    const text = `{"action":"licence-fetched","actor":"窗口3","at":1790000000000,"caseId":null,"facts":{"again":false,"outcome":"ok","typeSeq":7},"prev":"${ZEROS}","seq":1}`;
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('does not depend on the order facts are given in', () => {
    const [a, b] = [freshStore(), freshStore()];
    expect(append(a, entry({ x: 1, y: 2 })).hash).toBe(append(b, entry({ y: 2, x: 1 })).hash);
  });

  it('verifies whatever safe facts it was given', () => {
    const store = freshStore();
    const facts = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(
        facts,
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom(...AUDIT_ACTIONS),
        (given, actor, action) => {
          fc.pre(!actor.startsWith('\0'));
          append(store, { actor, action, caseId: null, facts: given });
        },
      ),
      { numRuns: 200 },
    );
    append(store, { ...entry(), actor: 'half a pair \ud800' });
    expect(verifyAudit(store.read)).toMatchObject({ brokenAt: null, why: null });
  });

  it('lists by case, newest first, in pages', () => {
    const store = freshStore();
    const [one, two] = [systemIds.next(), systemIds.next()];
    for (const caseId of [one, two, one, two, one]) append(store, entry({}, caseId));
    expect(listAudit(store.read, { caseId: one, limit: 9 }).map((line) => line.seq)).toEqual([5, 3, 1]);
    expect(listAudit(store.read, { limit: 2 }).map((line) => line.seq)).toEqual([5, 4]);
    expect(listAudit(store.read, { limit: 2, before: 4 }).map((line) => line.seq)).toEqual([3, 2]);
    expect(listAudit(store.read, { caseId: one, limit: 9, before: 3 }).map((line) => line.seq)).toEqual([1]);
  });

  it('takes out numbers of people that slipped into the facts, but no account and no document number', () => {
    const store = freshStore();
    append(
      store,
      entry({
        note: '证件 11010519491231002X 已读，电话 13800000000',
        masked: '110*************2X、913*************MX',
        digest: 'a'.repeat(64),
        number: '鲁免证受〔2026〕13701020001-000012',
        second: '13800000000',
      }),
    );
    expect(listAudit(store.read, { limit: 1 })[0]?.facts).toEqual({
      note: '证件 … 已读，电话 …',
      masked: '…、…',
      digest: 'a'.repeat(64),
      number: '鲁免证受〔2026〕13701020001-000012',
      second: '13800000000',
    });
  });

  it('refuses facts that would not come back as they went in', () => {
    const store = freshStore();
    expect(() => append(store, entry({ ratio: Number.NaN }))).toThrow();
    expect(verifyAudit(store.read)).toMatchObject({ lines: 0, brokenAt: null });
  });

  it('lets nobody change, remove, replace or insert out of turn', () => {
    const store = freshStore();
    append(store);
    append(store);
    const attempt = (sql: string) => () => store.transaction((tx) => tx.run(sql));
    const values = `1, 'x', 'sign-in', NULL, '{}', '${ZEROS}', '${ZEROS}'`;
    expect(attempt(`UPDATE audit_line SET actor = 'x'`)).toThrow('never changed');
    expect(attempt('DELETE FROM audit_line')).toThrow('never removed');
    expect(attempt(`INSERT OR REPLACE INTO audit_line VALUES (2, ${values})`)).toThrow('follow each other');
    expect(attempt(`INSERT INTO audit_line VALUES (9, ${values})`)).toThrow('follow each other');
    expect(verifyAudit(store.read)).toMatchObject({ lines: 2, brokenAt: null });
  });

  it('tells people apart by a keyed digest only', () => {
    const [one, two] = [systemIds.bytes(32), systemIds.bytes(32)];
    expect(keyedDigest(one, '11010519491231002X')).toMatch(/^[0-9a-f]{64}$/);
    expect(keyedDigest(one, '11010519491231002X')).toBe(keyedDigest(one, '11010519491231002X'));
    expect(keyedDigest(one, '11010519491231002X')).not.toBe(keyedDigest(two, '11010519491231002X'));
  });
});

describe('audit changed behind its back', () => {
  it.each([
    ['a fact rewritten', `UPDATE audit_line SET facts = '{"at":99}' WHERE seq = 4`, 4, 'content'],
    ['the actor rewritten', `UPDATE audit_line SET actor = 'somebody' WHERE seq = 1`, 1, 'content'],
    ['the instant rewritten', 'UPDATE audit_line SET at = at + 1 WHERE seq = 8', 8, 'content'],
    ['a case put in', `UPDATE audit_line SET case_id = 'x' WHERE seq = 8`, 8, 'content'],
    ['a line taken out', 'DELETE FROM audit_line WHERE seq = 3', 3, 'gap'],
    ['the first line taken out', 'DELETE FROM audit_line WHERE seq = 1', 1, 'gap'],
    ['a hash rewritten', `UPDATE audit_line SET hash = '${'1'.repeat(64)}' WHERE seq = 5`, 5, 'content'],
    ['a link rewritten', `UPDATE audit_line SET prev = '${'1'.repeat(64)}' WHERE seq = 5`, 5, 'link'],
    ['facts that are none', `UPDATE audit_line SET facts = '[1]' WHERE seq = 6`, 6, 'unreadable'],
    [
      'a line added',
      `INSERT INTO audit_line SELECT 11, at, actor, action, case_id, facts, hash, hash FROM audit_line WHERE seq = 10`,
      11,
      'content',
    ],
  ])('%s: found', (_what, sql, brokenAt, why) => {
    const { dir, heads } = chainOf(10);
    behindItsBack(dir, sql);
    const store = freshStore(dir);
    expect(verifyAudit(store.read)).toMatchObject({
      lines: brokenAt - 1,
      head: heads[brokenAt - 2] ?? ZEROS,
      brokenAt,
      why,
    });
  });

  it('the tail cut off after a known head: found by that head', () => {
    const { dir, heads } = chainOf(10);
    behindItsBack(dir, 'DELETE FROM audit_line WHERE seq > 7');
    const store = freshStore(dir);
    expect(verifyAudit(store.read)).toMatchObject({ lines: 7, brokenAt: null });
    expect(verifyAudit(store.read, { knownHeads: [ZEROS, String(heads[2])] })).toMatchObject({
      brokenAt: null,
    });
    expect(verifyAudit(store.read, { knownHeads: [String(heads[2]), String(heads[8])] })).toMatchObject({
      lines: 7,
      head: heads[6],
      brokenAt: 8,
      why: 'head-missing',
    });
  });

  it('the whole chain written anew, hashes and all: found by a known head', () => {
    const { dir, heads } = chainOf(3);
    behindItsBack(dir, 'DELETE FROM audit_line');
    const store = freshStore(dir);
    for (let at = 0; at < 3; at += 1) append(store, entry({ at: 'another story' }));
    expect(verifyAudit(store.read)).toMatchObject({ lines: 3, brokenAt: null });
    expect(verifyAudit(store.read, { knownHeads: [String(heads[1])] })).toMatchObject({
      why: 'head-missing',
    });
  });

  it('in a chain longer than one batch: found in the last line', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    store.transaction((tx) => {
      for (let at = 0; at < 2_000; at += 1) appendAudit(tx, entry({ at }), { clock });
    });
    expect(verifyAudit(store.read)).toMatchObject({ lines: 2_000, brokenAt: null });
    store.close();
    behindItsBack(dir, `UPDATE audit_line SET facts = '{}' WHERE seq = 2000`);
    expect(verifyAudit(freshStore(dir).read)).toMatchObject({
      lines: 1_999,
      brokenAt: 2_000,
      why: 'content',
    });
  });
});
