import { describe, expect, it } from 'vitest';
import { type AuditEntry, appendAudit, sealedParcelDigest } from '../../../../main/core/audit';
import { systemIds } from '../../../../main/core/base';
import { freshStore, setClock } from '../store/profile';

const DIGEST = 'a'.repeat(64);

function record() {
  const store = freshStore();
  const clock = setClock(1_790_000_000_000);
  const line = (action: AuditEntry['action'], caseId: string | null, facts: AuditEntry['facts'] = {}) =>
    store.transaction((tx) => appendAudit(tx, { actor: 'test-01', action, caseId, facts }, { clock }));
  return { store, line };
}

describe('the digest of a queued parcel', () => {
  it('is found in the line of its receipt, wherever that stands in a long record', () => {
    const { store, line } = record();
    const [caseId, receiptId] = [systemIds.next(), systemIds.next()];
    const { seq: auditSeq } = line('case-open', caseId);
    for (let n = 0; n < 600; n += 1) line('sign-in', null);
    line('receipt-sealed', caseId, { receiptId, parcel: DIGEST });
    line('receipt-sealed', systemIds.next(), { receiptId: systemIds.next(), parcel: 'b'.repeat(64) });
    expect(sealedParcelDigest(store.read, { receiptId, caseId, auditSeq })).toBe(DIGEST);
    expect(sealedParcelDigest(store.read, { receiptId, caseId, auditSeq: 0 })).toBe(DIGEST);
  });

  it('is empty in a line of an earlier version, and nothing where there is no line', () => {
    const { store, line } = record();
    const [caseId, receiptId] = [systemIds.next(), systemIds.next()];
    line('receipt-sealed', caseId, { receiptId });
    expect(sealedParcelDigest(store.read, { receiptId, caseId, auditSeq: 0 })).toBe('');
    for (const about of [
      { receiptId: systemIds.next(), caseId, auditSeq: 0 },
      { receiptId, caseId: systemIds.next(), auditSeq: 0 },
      { receiptId, caseId, auditSeq: 9 },
    ])
      expect(sealedParcelDigest(store.read, about)).toBeUndefined();
  });

  it('is the first that was written down: a line added later changes nothing', () => {
    const { store, line } = record();
    const [caseId, receiptId] = [systemIds.next(), systemIds.next()];
    line('receipt-sealed', caseId, { receiptId, parcel: DIGEST });
    for (let n = 0; n < 300; n += 1) line('sign-in', null);
    line('receipt-sealed', caseId, { receiptId, parcel: 'c'.repeat(64) });
    expect(sealedParcelDigest(store.read, { receiptId, caseId, auditSeq: 0 })).toBe(DIGEST);
  });
});
