import { describe, expect, it } from 'vitest';
import {
  type AuditAction,
  appendAudit,
  auditDigest,
  keyedDigest,
  knownDigest,
  listAudit,
} from '../../../../main/core/audit';
import { systemIds } from '../../../../main/core/base';
import type { OpenStore } from '../../../../main/core/store';
import { freshStore, setClock, temporaryDir } from '../store/profile';

const NUMBER = '11010519491231002X';
const OTHER = '110105194912310038';
const clock = setClock(1_790_000_000_000);
const about = { ids: systemIds };

const digestIn = (store: OpenStore, number: string) =>
  store.transaction((tx) => auditDigest(tx, 'number', number, about));

function add(store: OpenStore, action: AuditAction, caseId: string | null, facts: Record<string, string>) {
  store.transaction((tx) => appendAudit(tx, { actor: '01', action, caseId, facts }, { clock }));
}

describe('the digest of a number', () => {
  it('is the same for the same number, however it was typed, also after a restart; another’s is another', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    expect(knownDigest(store.read, 'number', NUMBER)).toBeNull();
    const digest = digestIn(store, NUMBER);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digestIn(store, ` ${NUMBER.toLowerCase()} `)).toBe(digest);
    expect(digestIn(store, OTHER)).not.toBe(digest);
    store.close();
    expect(knownDigest(freshStore(dir).read, 'number', NUMBER)).toBe(digest);
  });

  it('is of one store: nobody can try numbers against an export, nor join those of two windows', () => {
    const digest = digestIn(freshStore(), NUMBER);
    expect(digestIn(freshStore(), NUMBER)).not.toBe(digest);
    expect(keyedDigest(new Uint8Array(32), `number\n${NUMBER}`)).not.toBe(digest);
  });

  it('is no digest of anything else that reads the same', () => {
    const store = freshStore();
    const file = store.transaction((tx) => auditDigest(tx, 'file', NUMBER, about));
    expect(file).not.toBe(digestIn(store, NUMBER));
  });
});

describe('lines about somebody', () => {
  it('are those of their cases, as holder or acting for one, and of who asked for them', () => {
    const store = freshStore();
    const [holder, helper] = [digestIn(store, NUMBER), digestIn(store, OTHER)];
    add(store, 'case-open', 'a', {});
    add(store, 'grant-obtained', 'a', { holder, actor: helper });
    add(store, 'licence-fetched', 'a', {});
    add(store, 'case-open', 'b', {});
    add(store, 'credential-read', 'b', { holder: helper });
    add(store, 'holder-searched', null, { holder });
    const seqs = (digest: string) =>
      listAudit(store.read, { holder: digest, limit: 9 }).map(({ seq }) => seq);
    expect(seqs(holder)).toEqual([6, 3, 2, 1]);
    expect(seqs(helper)).toEqual([5, 4, 3, 2, 1]);
    expect(seqs('none')).toEqual([]);
  });

  it('are found by the index, however long the record is', () => {
    const store = freshStore();
    const named = `action IN ('credential-read', 'grant-obtained', 'offline-accepted', 'holder-searched')`;
    const plan = store.read.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT case_id FROM audit_line WHERE ${named} AND json_extract(facts, '$.holder') = ?`,
      'x',
    );
    expect(plan.map(({ detail }) => detail).join()).toContain('audit_line_holder');
  });
});
