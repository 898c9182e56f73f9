import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue/index';
import { CatalogueEdition, FIRST_THEME_SEQ } from '../../../../main/contract/catalogue/types';
import { type Catalogue, loadCatalogue } from '../../../../main/core/catalogue/index';

function shipped(): Catalogue {
  const loaded = loadCatalogue(currentEdition);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
  return loaded.value;
}

const catalogue = shipped();
const found = (text: string, limit = 10) => catalogue.search(text, limit).map((row) => row.seq);

describe('the shipped catalogue', () => {
  it('offers at least sixty items with forms of their own, in each department and for both kinds of applicants', () => {
    const own = catalogue.defined().filter(({ seq }) => seq < FIRST_THEME_SEQ);
    expect(own.length).toBeGreaterThanOrEqual(60);
    expect(new Set(own.map(({ department }) => department)).size).toBe(26);
    const audiences = own.map(({ seq }) => {
      const definition = catalogue.definition(seq);
      return definition.ok && !definition.value.generic ? definition.value.audience : 'none';
    });
    expect(new Set(audiences)).toEqual(new Set(['person', 'enterprise']));
  });

  it('tells an unknown item from one without a definition', () => {
    expect(catalogue.item(501)).toMatchObject({ ok: false, failure: { code: 'CATALOGUE_ITEM_UNKNOWN' } });
    expect(catalogue.definition(501)).toMatchObject({
      ok: false,
      failure: { code: 'CATALOGUE_ITEM_UNKNOWN' },
    });
    expect(catalogue.definition(2)).toMatchObject({ ok: true, value: { seq: 2, generic: true } });
    expect(catalogue.definition(37)).toMatchObject({ ok: true, value: { seq: 37, generic: false } });
  });

  it('keeps the four missing names empty', () => {
    for (const seq of [52, 233, 319, 467]) {
      expect(catalogue.item(seq)).toMatchObject({ ok: true, value: { seq, name: '' } });
    }
  });

  it('links each of the 500 items straight to licences, and each shared material of an item to the type that settles it', () => {
    const items = catalogue.search('', 1000).filter(({ seq }) => seq < FIRST_THEME_SEQ);
    expect(items).toHaveLength(500);
    const unlinked = items.flatMap(({ seq }) => {
      const definition = catalogue.definition(seq);
      const materials = definition.ok ? definition.value.materials : [];
      const asked = new Set(catalogue.wanted(seq).map(({ typeSeq }) => typeSeq));
      const shared = materials.filter(({ settlement }) => settlement === 'sharing');
      const isLinked = shared.every(({ typeSeq }) => typeSeq !== null && asked.has(typeSeq));
      return asked.size > 0 && isLinked ? [] : [seq];
    });
    expect(unlinked).toEqual([]);
  });

  it('asks only for elements that a field of the item uses', () => {
    expect(catalogue.wanted(236)).toEqual([
      { typeSeq: 1, elements: ['address', 'birthDay', 'name', 'number', 'sex'] },
      { typeSeq: 4, elements: ['fileNumber', 'firstIssuedDay', 'number', 'vehicleClass'] },
      { typeSeq: 5, elements: ['residenceAddress'] },
    ]);
    expect(catalogue.wanted(2)).toEqual([{ typeSeq: 1, elements: ['address', 'name', 'number'] }]);
    expect(catalogue.wanted(501)).toEqual([]);
  });

  it('knows which elements a licence type has', () => {
    expect(catalogue.licenceType(33)).toMatchObject({ name: '营业执照', holder: 'enterprise' });
    expect(catalogue.licenceType(32)?.holder).toBe('person');
    expect(catalogue.licenceType(51)).toBeUndefined();
  });
});

describe('search', () => {
  it('puts the exact number first', () => {
    expect(found('44')[0]).toBe(44);
    expect(found('４８')[0]).toBe(48);
    expect(found('４８', 20)).toEqual(expect.arrayContaining([480, 489]));
  });

  it('puts items that can be handled before others, then beginnings before middles', () => {
    expect(found('出租汽车')[0]).toBe(236);
    const rest = found('出租汽车', 50).slice(1);
    expect(rest.indexOf(235)).toBeLessThan(rest.indexOf(275));
  });

  it('finds a name whatever blanks and brackets are typed', () => {
    expect(found('床位不满100张')).toEqual(expect.arrayContaining([320, 321]));
    expect(found('床位不满 100 张')).toEqual(found('床位不满100张'));
    expect(found('变更法定代表人（负责人）、停业')).toContain(321);
    expect(found('变更法定代表人(负责人)、停业')).toContain(321);
    expect(found('3个月')).toContain(11);
  });

  it('finds by department, and by words in any order', () => {
    expect(found('省体育局', 20).sort()).toEqual([419, 420, 421, 422, 423, 424]);
    expect(found('校车 教育厅')).toEqual([5]);
  });

  it('finds an item without a name by its number', () => {
    expect(catalogue.search('233', 5)[0]).toMatchObject({ seq: 233, name: '' });
  });

  it('lists everything for a blank text and nothing for nonsense', () => {
    const all = found('  ', 1000);
    expect(all.filter((seq) => seq < FIRST_THEME_SEQ)).toHaveLength(500);
    const own = catalogue.defined().map(({ seq }) => seq);
    expect(all.slice(0, own.length)).toEqual(own);
    expect(found('量子纠缠')).toEqual([]);
    expect(found('登记', 0)).toEqual([]);
  });
});

describe('loadCatalogue refuses', () => {
  const base = CatalogueEdition.parse(currentEdition);
  type Draft = typeof base;
  function faultOf(spoil: (draft: Draft) => void): unknown {
    const draft = structuredClone(base);
    spoil(draft);
    const loaded = loadCatalogue(draft);
    return loaded.ok ? 'accepted' : [loaded.failure.code, loaded.failure.details.fault];
  }
  function at<T>(list: T[], index: number): T {
    const value = list[index];
    if (value === undefined) throw new Error(`no element ${index}`);
    return value;
  }
  const first = (draft: Draft) => at(draft.definitions, 0);

  const cases: [string, string, (draft: Draft) => void][] = [
    ['an item listed twice', 'item-twice', (d) => d.items.push(at(d.items, 0))],
    ['a licence listed twice', 'licence-twice', (d) => d.licences.push(at(d.licences, 0))],
    [
      'an element listed twice',
      'licence-element-twice',
      (d) => at(d.licences, 0).elements.push(at(at(d.licences, 0).elements, 0)),
    ],
    [
      'a licence type without an electronic form (R13)',
      'licence-paper-only',
      (d) => {
        at(d.licences, 0).elements = [];
      },
    ],
    [
      'a field that is not in the library (R87)',
      'field-code',
      (d) => {
        at(first(d).fields, 0).code = 'F-NOT-THERE';
      },
    ],
    [
      'a material that is not in the library (R87)',
      'material-code',
      (d) => {
        at(first(d).materials, 0).code = 'M-NOT-THERE';
      },
    ],
    [
      'a condition about no field',
      'when-field',
      (d) => {
        at(first(d).fields, 0).when = { field: 'nobody', in: ['1'] };
      },
    ],
    [
      'a theme under the number of an item',
      'theme-twice',
      (d) => d.items.push({ seq: 9001, department: '厅', name: '同号' }),
    ],
    ['two general forms for the same applicants', 'generic-twice', (d) => d.generics.push(at(d.generics, 0))],
    ['two definitions of one item', 'definition-twice', (d) => d.definitions.push(first(d))],
    [
      'a definition of no item',
      'definition-item',
      (d) => {
        first(d).seq = 999;
      },
    ],
    ['a field key used twice', 'field-twice', (d) => first(d).fields.push(at(first(d).fields, 0))],
    [
      'a choice without options',
      'field-options',
      (d) => {
        at(first(d).fields, 1).options = [];
      },
    ],
    [
      'a choice that starts with none of its options',
      'field-preset',
      (d) => {
        at(first(d).fields, 1).preset = 'none of them';
      },
    ],
    [
      'an origin in no licence',
      'origin-licence',
      (d) => {
        at(first(d).fields, 0).origins = [{ from: 'licence', typeSeq: 51, element: 'name' }];
      },
    ],
    [
      'an origin in no element',
      'origin-element',
      (d) => {
        at(first(d).fields, 0).origins = [{ from: 'licence', typeSeq: 1, element: 'nickname' }];
      },
    ],
    [
      'an enterprise licence in an item for people',
      'origin-holder',
      (d) => {
        at(first(d).fields, 0).origins = [{ from: 'licence', typeSeq: 33, element: 'name' }];
      },
    ],
    [
      'a material key used twice',
      'material-twice',
      (d) => first(d).materials.push(at(first(d).materials, 0)),
    ],
    [
      'sharing without a licence',
      'material-licence',
      (d) => {
        at(first(d).materials, 0).typeSeq = null;
      },
    ],
    [
      'a pledge without its text',
      'material-pledge',
      (d) => {
        for (const m of first(d).materials) m.pledgeText = '';
      },
    ],
    [
      'a rule about no field',
      'rule-field',
      (d) => first(d).rules.push({ rule: 'same', a: 'name', b: 'nobody' }),
    ],
    [
      'an order of things that are no dates',
      'rule-type',
      (d) => first(d).rules.push({ rule: 'order', earlier: 'name', later: 'birthDay' }),
    ],
    [
      'a rule about no option',
      'rule-option',
      (d) => first(d).rules.push({ rule: 'required-when', field: 'phone', other: 'sex', equals: '7' }),
    ],
  ];
  it.each(cases)('%s', (_title, fault, spoil) => {
    expect(faultOf(spoil)).toEqual(['CATALOGUE_INVALID', fault]);
  });

  it('a wrong shape, naming the place', () => {
    const loaded = loadCatalogue({ ...base, items: [{ seq: 1, department: '', name: 'x' }] });
    expect(loaded).toMatchObject({
      ok: false,
      failure: { details: { fault: 'shape', at: 'items.0.department' } },
    });
    expect(loadCatalogue(null).ok).toBe(false);
  });
});
