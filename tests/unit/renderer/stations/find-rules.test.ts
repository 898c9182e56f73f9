import { describe, expect, it } from 'vitest';
import type { PublishedRules } from '../../../../main/contract/calls';
import { findRules } from '../../../../renderer/stations/rules/find-rules';

const item = (seq: number, name: string, licence: string): PublishedRules['items'][number] => ({
  seq,
  name,
  department: '省民政厅',
  audience: 'person',
  legalBasis: '依据',
  trial: false,
  licences: [{ seq: 1, name: licence, use: 'replaces' }],
  proofs: [{ name: '收入证明', way: 'pledge', otherwise: 'paper', basis: '依据' }],
});
const rules: PublishedRules = {
  edition: '2026-11',
  effectiveFrom: '2026-11-01',
  items: [item(37, '老年人补贴', '居民身份证'), item(40, '收养登记', '结婚证')],
  licences: [
    { seq: 1, name: '居民身份证', issuer: '公安部门', holder: 'person', itemSeqs: [37] },
    { seq: 13, name: '结婚证', issuer: '民政部门', holder: 'person', itemSeqs: [40] },
  ],
  others: 400,
};
const seqs = (text: string) => {
  const { items, licences } = findRules(rules, text);
  return { items: items.map(({ seq }) => seq), licences: licences.map(({ seq }) => seq) };
};

describe('searching what the hall publishes', () => {
  it('shows everything for nothing, and an item by its licence, proof, department or number', () => {
    expect(seqs('  ')).toEqual({ items: [37, 40], licences: [1, 13] });
    expect(seqs('结婚证')).toEqual({ items: [40], licences: [13] });
    expect(seqs('收入')).toEqual({ items: [37, 40], licences: [] });
    expect(seqs('３７')).toEqual({ items: [37], licences: [] });
  });

  it('wants every word, and finds nothing where one is missing', () => {
    expect(seqs('民政 收养').items).toEqual([40]);
    expect(seqs('民政 驾驶证')).toEqual({ items: [], licences: [] });
  });
});
