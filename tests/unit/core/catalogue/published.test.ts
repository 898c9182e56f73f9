/** R44: what the hall publishes for everybody, on the screen and as files. */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue';
import { PublishedRules } from '../../../../main/contract/calls';
import type { CatalogueSwitch } from '../../../../main/contract/catalogue/switches';
import { loadCatalogue, publishedFiles, publishedRules } from '../../../../main/core/catalogue';

const off = (of: CatalogueSwitch['of'], seq: number): CatalogueSwitch => ({
  of,
  seq,
  state: 'off',
  fromDay: '2026-01-01',
  note: '测试',
  setAt: 1,
});

function rulesWith(switches: CatalogueSwitch[] = [], edition: unknown = currentEdition) {
  const loaded = loadCatalogue(edition, { today: () => '2026-12-01', switches: () => switches });
  if (!loaded.ok) throw new Error(loaded.failure.code);
  return publishedRules(loaded.value);
}

describe('what the hall publishes', () => {
  it('names every item with a form, its licences, the way of each proof and the legal basis', () => {
    const rules = rulesWith();
    expect(PublishedRules.safeParse(rules).success).toBe(true);
    const subsidy = rules.items.find(({ seq }) => seq === 37);
    expect(subsidy).toMatchObject({ department: '省民政厅', audience: 'person', trial: false });
    expect(subsidy?.licences).toContainEqual({ seq: 1, name: '居民身份证', use: 'replaces' });
    expect(subsidy?.proofs.every(({ way, basis }) => way.length > 0 && basis.length > 0)).toBe(true);
    expect(rules.items.length).toBeGreaterThan(96);
    expect(rules.items.length + rules.others).toBeGreaterThanOrEqual(500);
    for (const { itemSeqs } of rules.licences) expect(itemSeqs.length).toBeGreaterThan(0);
  });

  it('leaves out what is switched off today, item and licence', () => {
    const rules = rulesWith([off('item', 37), off('licence', 2)]);
    expect(rules.items.some(({ seq }) => seq === 37)).toBe(false);
    expect(rules.licences.some(({ seq }) => seq === 2)).toBe(false);
    expect(rules.licences.some(({ itemSeqs }) => itemSeqs.includes(37))).toBe(false);
  });
});

describe('the files to publish', () => {
  it('are a page without scripts and two tables that say the same', () => {
    const rules = rulesWith();
    const files = new Map(publishedFiles(rules, '样例大厅').map(({ name, text }) => [name, text]));
    const page = files.get('index.html') ?? '';
    expect(page).toContain('<title>样例大厅电子证照证明应用清单和指南</title>');
    expect(page.match(/<section id="item-/g)).toHaveLength(rules.items.length);
    expect(page).not.toMatch(/<script|https?:/);
    expect(files.get('licences.csv')?.split('\r\n')).toHaveLength(rules.licences.length + 2);
    expect(files.get('items.csv')?.startsWith('\uFEFF事项序号,')).toBe(true);
  });

  it('take names from the catalogue as text, whatever is in them', () => {
    const rules = rulesWith();
    const [item] = rules.items;
    if (!item) throw new Error('no item');
    const hostile = { ...rules, items: [{ ...item, name: '=1+1<script>alert("x")</script>' }] };
    const files = publishedFiles(hostile, '<b>大厅');
    expect(files[0]?.text).not.toContain('<script');
    expect(files[0]?.text).toContain('&lt;b&gt;大厅');
    expect(files[2]?.text).toContain(`"'=1+1<script>alert(""x"")</script>"`);
  });
});
