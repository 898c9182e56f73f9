import { describe, expect, it } from 'vitest';
import type { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { checkEditions } from '../../../../main/core/catalogue/index';
import { at, changed, smallEdition } from './small-edition';

const before = smallEdition({
  cancelled: [{ code: 'M-INCOME', name: '收入证明', fromDay: '2027-01-01', document: '鲁政办发〔2026〕1号' }],
});
function next(change: (draft: CatalogueEdition) => void): CatalogueEdition {
  return changed(before, (draft) => {
    draft.edition = '2026-11';
    draft.effectiveFrom = '2026-11-01';
    draft.published.push({ edition: '2026-11', day: '2026-11-01' });
    change(draft);
  });
}
const refusedIn = (change: (draft: CatalogueEdition) => void) => checkEditions(before, next(change)).refused;
const first = (draft: CatalogueEdition) => at(draft.definitions, 0);

describe('only adding, never taking away (R20)', () => {
  it('lets an edition pass that changes nothing', () => {
    const { refused, added } = checkEditions(
      before,
      next(() => undefined),
    );
    expect({ refused, added }).toEqual({ refused: [], added: [] });
  });

  const refusals: [string, string, string, (draft: CatalogueEdition) => void][] = [
    ['a removed item, by its name', 'item-removed', '参保登记', (d) => void d.items.splice(1, 1)],
    ['a removed item without a name', 'item-removed', '名称缺失', (d) => void d.items.splice(2, 1)],
    ['a removed licence type', 'licence-removed', '营业执照', (d) => void d.licences.splice(1, 1)],
    [
      'a removed element of a licence',
      'licence-element-removed',
      '居民身份证 姓名',
      (d) => {
        at(d.licences, 0).elements = [];
      },
    ],
    ['a removed form', 'definition-removed', '参保登记', (d) => void d.definitions.splice(1, 1)],
    ['a removed theme', 'theme-removed', '养老一件事', (d) => void d.themes.splice(0, 1)],
    [
      'an item taken out of a theme',
      'theme-item-removed',
      '养老一件事',
      (d) => void at(d.themes, 0).itemSeqs.splice(1, 1),
    ],
    [
      'a removed licence link',
      'link-removed',
      '老年人补贴给付',
      (d) => {
        at(first(d).fields, 0).origins = [{ from: 'holder', element: 'name' }];
        at(first(d).materials, 0).typeSeq = null;
      },
    ],
    [
      'a field that fills itself no more',
      'sharing-removed',
      '老年人补贴给付 姓名',
      (d) => {
        at(first(d).fields, 0).origins = [];
      },
    ],
    [
      'a shared material that becomes paper',
      'settlement-widened',
      '老年人补贴给付 身份证',
      (d) => {
        at(first(d).materials, 0).settlement = 'paper';
      },
    ],
    [
      'a new material that nobody shares',
      'material-added',
      '参保登记 收入证明',
      (d) => void at(d.definitions, 1).materials.push(at(first(d).materials, 1)),
    ],
    [
      'a new field that has to be typed',
      'field-added',
      '老年人补贴给付 邮箱',
      (d) => void first(d).fields.push({ ...at(first(d).fields, 1), key: 'mail', label: '邮箱' }),
    ],
    ['a cancelled proof that comes back', 'cancelled-withdrawn', '收入证明', (d) => void d.cancelled.pop()],
    [
      'a cancellation put off',
      'cancelled-withdrawn',
      '收入证明',
      (d) => {
        at(d.cancelled, 0).fromDay = '2028-01-01';
      },
    ],
    [
      'another scope',
      'scope-changed',
      '370000 → 370100',
      (d) => {
        d.scope = { level: 'city', regionCode: '370100' };
      },
    ],
    [
      'an edition that is no later',
      'not-newer',
      '2026-05 → 2026-11',
      (d) => {
        d.effectiveFrom = '2026-04-01';
      },
    ],
  ];
  it.each(refusals)('refuses %s', (_title, kind, name, change) => {
    expect(refusedIn(change)).toContainEqual(expect.objectContaining({ kind, name }));
  });

  it('refuses a field that becomes obligatory and a fallback that asks for more', () => {
    const optional = changed(before, (draft) => {
      at(first(draft).fields, 1).required = false;
      at(first(draft).materials, 0).fallback = 'verification';
    });
    const kinds = checkEditions(
      optional,
      next(() => undefined),
    ).refused.map(({ kind }) => kind);
    expect(kinds).toEqual(['fallback-widened', 'field-widened']);
  });

  it('reports what is added, and lets less be asked for', () => {
    const report = checkEditions(
      before,
      next((draft) => {
        draft.items.push({ seq: 4, department: '公安厅', name: '户口迁移' });
        draft.definitions.push({ ...structuredClone(first(draft)), seq: 4 });
        first(draft).materials.pop();
        first(draft).fields.pop();
        at(at(draft.definitions, 1).fields, 1).required = false;
      }),
    );
    expect(report.refused).toEqual([]);
    expect(report.added).toEqual([
      { kind: 'item-added', at: 'item 4', name: '户口迁移' },
      { kind: 'definition-added', at: 'item 4', name: '户口迁移' },
    ]);
  });

  it('knows a material again that only got a library code', () => {
    const uncoded = changed(before, (draft) => {
      for (const each of first(draft).materials) each.code = '';
    });
    expect(
      checkEditions(
        uncoded,
        next(() => undefined),
      ).refused,
    ).toEqual([]);
  });
});

describe('what somebody should look at', () => {
  const kindsOf = (edition: CatalogueEdition) => checkEditions(before, edition).warnings;

  it('warns of a year with fewer than two editions (R21)', () => {
    const once = next((draft) => {
      draft.published = [{ edition: '2026-11', day: '2026-11-01' }];
    });
    expect(kindsOf(once)).toContainEqual(expect.objectContaining({ kind: 'few-editions', at: 'year 2026' }));
    expect(kindsOf(next(() => undefined)).map(({ kind }) => kind)).not.toContain('few-editions');
  });

  it('names items without a name', () => {
    expect(kindsOf(next(() => undefined))).toContainEqual({
      kind: 'name-missing',
      at: 'item 3',
      name: '医保局',
    });
  });

  it('names proofs that rest on no law or document (R09)', () => {
    const odd = next((draft) => {
      at(first(draft).materials, 1).basis = '单位要求';
    });
    expect(kindsOf(odd)).toContainEqual({
      kind: 'unfounded-proof',
      at: 'item 1 material income',
      name: '老年人补贴给付 收入证明',
    });
  });

  it('names an item that asks for the licence it issues, and two that wait for each other (R09)', () => {
    const circle = next((draft) => {
      at(draft.items, 0).name = '居民身份证签发';
      at(draft.items, 1).name = '营业执照核发';
      at(at(draft.definitions, 1).materials, 0).typeSeq = 1;
      at(first(draft).materials, 1).typeSeq = 33;
    });
    const circles = kindsOf(circle).filter(({ kind }) => kind === 'circular-proof');
    expect(circles.map((finding) => finding.at)).toEqual(['item 1 licence 1', 'item 1 item 2']);
  });
});
