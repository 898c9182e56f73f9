import { describe, expect, it } from 'vitest';
import type { SqlValue } from '../../../../main/contract/ports/database';
import {
  appendAudit,
  auditDeletions,
  auditPlace,
  auditTypes,
  exportAudit,
  listAudit,
  verifyAudit,
  verifyAuditInTurns,
} from '../../../../main/core/audit';
import { freshStore, setClock, temporaryDir, withFile } from '../store/profile';

const START = Date.parse('2026-11-22T08:00:00+08:00');
const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';

function record(dir = temporaryDir()) {
  const store = freshStore(dir);
  const clock = setClock(START);
  const add = (entry: Partial<Parameters<typeof appendAudit>[1]> = {}) => {
    clock.at += 60_000;
    return store.transaction((tx) =>
      appendAudit(tx, { actor: '01', action: 'case-open', caseId: null, facts: {}, ...entry }, { clock }),
    );
  };
  return { store, clock, add, dir };
}

/** Somebody with the key and time: takes the triggers away and leaves only the first `keep` lines, no checkpoint. */
function cut(dir: string, keep: number): void {
  withFile(dir, (file) => {
    file.exec('DROP TRIGGER audit_line_no_delete; DROP TRIGGER audit_checkpoint_no_delete');
    file.exec(`DELETE FROM audit_line WHERE seq > ${keep}; DELETE FROM audit_checkpoint`);
  });
}

describe('what the province kept', () => {
  it('shows that the tail was cut off, all checkpoints with it', () => {
    const { store, add, dir } = record();
    for (let lines = 0; lines < 6; lines += 1) add();
    const knownPlaces = [auditPlace(store.read)];
    expect(verifyAudit(store.read, { knownPlaces })).toMatchObject({ brokenAt: null });
    store.close();
    cut(dir, 4);
    const left = freshStore(dir);
    expect(verifyAudit(left.read)).toMatchObject({ brokenAt: null, lines: 4 });
    expect(verifyAudit(left.read, { knownPlaces })).toMatchObject({ brokenAt: 5, why: 'head-missing' });
  });

  it('shows that the tail was written anew, and where', () => {
    const { store, add, dir } = record();
    for (let lines = 0; lines < 6; lines += 1) add();
    const knownPlaces = [auditPlace(store.read)];
    store.close();
    cut(dir, 4);
    const again = record(dir);
    for (let lines = 0; lines < 5; lines += 1) again.add({ actor: '02' });
    expect(verifyAudit(again.store.read)).toMatchObject({ brokenAt: null, lines: 9 });
    expect(verifyAudit(again.store.read, { knownPlaces })).toMatchObject({
      brokenAt: 6,
      why: 'head-missing',
    });
  });

  it('shows two heads for one line, of which one cannot be true', () => {
    const { store, add } = record();
    add();
    const place = auditPlace(store.read);
    const knownPlaces = [place, { seq: place.seq, head: 'f'.repeat(64) }];
    expect(verifyAudit(store.read, { knownPlaces })).toMatchObject({ brokenAt: 1, why: 'head-missing' });
  });
});

describe('a long record', () => {
  it('is verified in turns: others are served in between, and the verdict is the same', async () => {
    const { store, clock } = record();
    store.transaction((tx) => {
      for (let lines = 0; lines < 12_500; lines += 1)
        appendAudit(tx, { actor: '01', action: 'case-open', caseId: null, facts: { lines } }, { clock });
    });
    let turns = 0;
    let done = false;
    (function serve(): void {
      turns += 1;
      if (!done) setImmediate(serve);
    })();
    const verdict = await verifyAuditInTurns(store.read);
    done = true;
    expect(verdict).toEqual(verifyAudit(store.read));
    expect(turns).toBeGreaterThanOrEqual(12);
  });
});

describe('looking things up', () => {
  function day() {
    const made = record();
    made.add({ caseId: ONE });
    made.add({ caseId: ONE, action: 'licence-fetched', facts: { type: 3, fields: 'name' } });
    made.add({ caseId: TWO, actor: '02', action: 'licence-fetched', facts: { type: 7, fields: 'no' } });
    made.clock.at += 24 * 3_600_000;
    made.add({ caseId: TWO, actor: '02', action: 'case-closed', facts: { key: 'a'.repeat(64) } });
    return made;
  }
  const seqs = (lines: { seq: number }[]) => lines.map(({ seq }) => seq);

  it('narrows by case, clerk, licence type and time, and by all of them', () => {
    const { store, clock } = day();
    const list = (filter: object) => seqs(listAudit(store.read, { ...filter, limit: 9 }));
    expect(list({ caseId: ONE })).toEqual([2, 1]);
    expect(list({ actor: '02' })).toEqual([4, 3]);
    expect(list({ typeSeq: 3 })).toEqual([2]);
    expect(list({ fromAt: clock.at })).toEqual([4]);
    expect(list({ untilAt: clock.at })).toEqual([3, 2, 1]);
    expect(list({ actor: '02', typeSeq: 7, caseId: TWO })).toEqual([3]);
    expect(list({ actor: '01', typeSeq: 7 })).toEqual([]);
    expect(auditTypes(store.read)).toEqual([3, 7]);
  });

  it('finds each of them through an index, or within blocks that an index names', () => {
    const { store } = day();
    const steps = (filter: object) => {
      const seen: string[] = [];
      const watched = {
        ...store.read,
        all: <Row>(sql: string, ...params: SqlValue[]) => {
          const plan = store.read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params);
          seen.push(...plan.map((row) => row.detail));
          return store.read.all<Row>(sql, ...params);
        },
      };
      expect(listAudit(watched, { ...filter, limit: 9 }).length).toBeGreaterThan(0);
      return seen;
    };
    for (const filter of [{ caseId: ONE }, { actor: '02' }, { fromAt: 1 }]) {
      const plan = steps(filter);
      expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
      expect(plan.join()).toMatch(/SEARCH audit_block USING PRIMARY KEY/);
      expect(plan.join()).toMatch(/SEARCH audit_line USING INTEGER PRIMARY KEY/);
    }
    expect(steps({ typeSeq: 3 }).join()).toContain('audit_line_type');
  });

  it('exports what fits, as a table or line by line, with the hashes to check it by', () => {
    const { store } = day();
    const csv = exportAudit(store.read, { caseId: ONE }, 'csv');
    expect(csv.lines).toBe(2);
    const [head, newest] = csv.text.split('\r\n');
    expect(head).toBe('\uFEFF序号,时间,操作人,操作,业务编号,说明,前一条摘要,本条摘要');
    expect(newest).toMatch(
      new RegExp(`^2,2026-11-22 08:02:00,01,licence-fetched,${ONE},fields=name type=3,[0-9a-f]{64},`),
    );
    const jsonl = exportAudit(store.read, {}, 'jsonl').text.trim().split('\n');
    expect(jsonl.map((line) => JSON.parse(line).seq)).toEqual([4, 3, 2, 1]);
  });

  it('keeps a text that a spreadsheet would take for a formula a text', () => {
    const { store, add } = record();
    add({ actor: '=cmd()' });
    expect(exportAudit(store.read, {}, 'csv').text).toContain(`,'=cmd(),`);
  });

  it('counts the records of destroyed cases, and those that a checkpoint covers', () => {
    const { store } = day();
    expect(auditDeletions(store.read)).toEqual({ all: 1, signed: 0 });
    const { seq, head } = auditPlace(store.read);
    store.transaction((tx) =>
      tx.run(`INSERT INTO audit_checkpoint VALUES (?, ?, 1, x'00', '[]')`, seq, head),
    );
    expect(auditDeletions(store.read)).toEqual({ all: 1, signed: 1 });
  });
});
