import { beforeAll, describe, expect, it } from 'vitest';
import type { SealToken } from '../../../../main/contract/ports/seal-token';
import {
  type AuditAction,
  appendAudit,
  auditActors,
  auditPlace,
  dueCheckpoint,
  listAudit,
  saveCheckpoint,
  signCheckpoint,
  verifyAudit,
} from '../../../../main/core/audit';
import type { OpenStore } from '../../../../main/core/store';
import { sealBench } from '../receipt/sample';
import { freshStore, setClock, temporaryDir, withFile } from '../store/profile';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';
const clock = setClock(1_790_000_000_000);
let token: SealToken;
let roots: Uint8Array[];

beforeAll(async () => {
  const bench = await sealBench(365);
  token = bench.token;
  roots = [bench.authority.caCertificate];
});

const append = (store: OpenStore, action: AuditAction, caseId: string | null = null, actor = '01') =>
  store.transaction((tx) => appendAudit(tx, { actor, action, caseId, facts: {} }, { clock }));

async function sign(store: OpenStore): Promise<void> {
  const due = dueCheckpoint(store.read, { clock, always: true });
  if (!due) throw new Error('nothing to sign');
  const signed = await signCheckpoint(due, token);
  store.transaction((tx) => saveCheckpoint(tx, signed));
}

/** Three lines, a backup, `lost` that came after it, the line of its restoring, and one more. */
async function restoredChain() {
  const store = freshStore();
  for (let lines = 0; lines < 3; lines += 1) append(store, 'field-edited');
  const kept = auditPlace(store.read);
  const lost = { seq: 4, head: 'a'.repeat(64) };
  append(store, 'store-restored');
  append(store, 'case-open');
  return { store, kept, lost };
}

describe('a restored backup', () => {
  it('accounts for a head from behind it once the seal has signed for its line, and for no other', async () => {
    const { store, kept, lost } = await restoredChain();
    const knowledge = { roots, mayBeLost: () => true };
    const judge = (...knownPlaces: { seq: number; head: string }[]) =>
      verifyAudit(store.read, { ...knowledge, knownPlaces });
    expect(judge(kept, lost)).toMatchObject({
      brokenAt: 4,
      why: 'head-missing',
      restorings: [{ signed: false }],
    });
    await sign(store);
    expect(judge(kept, lost)).toMatchObject({ brokenAt: null, lost: [lost], restorings: [{ signed: true }] });
    const beyond = { seq: 900, head: 'b'.repeat(64) };
    expect(judge(lost, beyond)).toMatchObject({ brokenAt: null, lost: [lost, beyond] });
    const before = { seq: 2, head: 'c'.repeat(64) };
    expect(judge(lost, before)).toMatchObject({ brokenAt: 2, why: 'head-missing', lost: [lost] });
    expect(verifyAudit(store.read, { roots, knownPlaces: [lost] })).toMatchObject({ brokenAt: 4 });
  });

  it('is asked about each place by itself', async () => {
    const { store, lost } = await restoredChain();
    await sign(store);
    const knownPlaces = [
      { ...lost, receipt: 'old' },
      { seq: 5, head: 'd'.repeat(64), receipt: 'new' },
    ];
    const checked = verifyAudit(store.read, {
      ...{ roots, knownPlaces },
      mayBeLost: ({ receipt }, restored) => restored.seq === 4 && receipt === 'old',
    });
    expect(checked).toMatchObject({ brokenAt: 5, why: 'head-missing', lines: 4, lost: [{ receipt: 'old' }] });
  });

  it('excuses no signature that is gone with its line', async () => {
    const { store, lost } = await restoredChain();
    await sign(store);
    const due = { seq: 40, head: 'e'.repeat(64), at: clock.now() };
    const further = await signCheckpoint(due, token);
    store.transaction((tx) => saveCheckpoint(tx, further));
    const knowledge = { roots, knownPlaces: [lost], mayBeLost: () => true };
    expect(verifyAudit(store.read, knowledge)).toMatchObject({ brokenAt: 6, why: 'checkpoint' });
  });
});

describe('the way to the lines', () => {
  function hiding(sql: string): OpenStore {
    const dir = temporaryDir();
    const store = freshStore(dir);
    for (let lines = 0; lines < 300; lines += 1) append(store, 'field-edited', ONE);
    append(store, 'case-open', TWO, '02');
    store.close();
    withFile(dir, (file) => file.exec(sql));
    return freshStore(dir);
  }
  const UNGUARDED = 'DROP TRIGGER audit_block_no_delete; DROP TRIGGER audit_block_no_update;';

  it.each([
    ['a case', `${UNGUARDED} DELETE FROM audit_block WHERE what = 'case' AND which = '${TWO}'`, 301],
    ['who acted', `${UNGUARDED} DELETE FROM audit_block WHERE what = 'actor' AND block = 1`, 256],
    ['an hour', `${UNGUARDED} DELETE FROM audit_block WHERE what = 'hour' AND block = 0`, 1],
    ['a case led elsewhere', `${UNGUARDED} UPDATE audit_block SET block = 7 WHERE which = '${TWO}'`, 301],
  ])('is found cut off: %s', (_what, sql, brokenAt) => {
    const store = hiding(sql);
    expect(verifyAudit(store.read)).toMatchObject({ brokenAt, why: 'hidden', lines: brokenAt - 1 });
  });

  it('leads to every line while nobody touches it, and is not taken away in passing', () => {
    const store = hiding('');
    expect(verifyAudit(store.read)).toMatchObject({ brokenAt: null, lines: 301 });
    expect(listAudit(store.read, { caseId: TWO, limit: 9 })).toHaveLength(1);
    expect(auditActors(store.read)).toEqual(['01', '02']);
    expect(() => hiding('DELETE FROM audit_block')).toThrow('never removed');
    expect(() => hiding('UPDATE audit_block SET block = 7')).toThrow('never changed');
  });
});
