import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue/index';
import { ItemDefinition } from '../../../../main/contract/catalogue/types';
import { type Catalogue, loadCatalogue, mergeDefinitions } from '../../../../main/core/catalogue/index';
import { at, smallEdition } from './small-edition';

function loaded(json: unknown): Catalogue {
  const catalogue = loadCatalogue(json);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure));
  return catalogue.value;
}
function definitionOf(catalogue: Catalogue, seq: number) {
  const found = catalogue.definition(seq);
  if (!found.ok) throw new Error(found.failure.code);
  return found.value;
}
const small = smallEdition();
const theme = at(small.themes, 0);
const [one, two] = [at(small.definitions, 0), at(small.definitions, 1)];
const merged = (first: unknown, second: unknown) =>
  mergeDefinitions(theme, [ItemDefinition.parse(first), ItemDefinition.parse(second)]);

describe('several items as one', () => {
  it('ask each thing once, keep groups together and say who needs what', () => {
    const whole = definitionOf(loaded(small), 9001);
    expect(whole.fields.map(({ key, group }) => [key, group])).toEqual([
      ['name', '申请人'],
      ['phone', '申请人'],
      ['reason', '申请事项'],
    ]);
    expect(whole.materials.map(({ code }) => code)).toEqual(['M-ID', 'M-INCOME']);
    expect(whole.parts).toEqual([
      { itemSeq: 1, fields: ['name', 'phone'], materials: ['identity', 'income'], tables: [] },
      { itemSeq: 2, fields: ['name', 'reason'], materials: ['identity'], tables: [] },
    ]);
    expect(whole).toMatchObject({
      seq: 9001,
      audience: 'person',
      handlingDays: 2,
      legalBasis: '《指导意见》',
    });
  });

  it('ask what any of them requires, within the narrowest limit, from every source', () => {
    const loose = { ...one, fields: [{ ...at(one.fields, 0), required: false, maxLength: 80 }] };
    const strict = {
      ...two,
      fields: [{ ...at(two.fields, 0), maxLength: 40, origins: [{ from: 'holder', element: 'name' }] }],
    };
    const [field] = merged(loose, strict).fields;
    expect(field).toMatchObject({ required: true, maxLength: 40 });
    expect(field?.origins.map(({ from }) => from)).toEqual(['licence', 'holder']);
  });

  it('keep two different questions of one key apart, under labels that say whose they are', () => {
    const kind = (label: string) => ({
      ...at(one.fields, 1),
      code: '',
      key: 'kind',
      label: '办理类型',
      type: 'enum',
      options: [{ value: '1', label }],
    });
    const whole = merged(
      { ...one, fields: [kind('新办')] },
      {
        ...two,
        fields: [kind('补办'), { ...at(one.fields, 1), when: { field: 'kind', in: ['1'] } }],
        rules: [{ rule: 'required-when', field: 'phone', other: 'kind', equals: '1' }],
      },
    );
    expect(whole.fields.map(({ key, label }) => [key, label])).toEqual([
      ['kind', '办理类型（第 1 项）'],
      ['kindI2', '办理类型（第 2 项）'],
      ['phone', '联系电话'],
    ]);
    // Rules and conditions go on speaking of the question they were written for.
    expect(whole.fields[2]?.when).toEqual({ field: 'kindI2', in: ['1'] });
    expect(whole.rules).toEqual([{ rule: 'required-when', field: 'phone', other: 'kindI2', equals: '1' }]);
  });

  it('do not take two people of one item for one', () => {
    const spouse = { ...at(one.fields, 0), key: 'spouseName', label: '配偶姓名' };
    const whole = merged({ ...one, fields: [...one.fields, spouse] }, two);
    expect(whole.fields.map(({ key }) => key)).toEqual(['name', 'phone', 'spouseName', 'reason']);
  });

  it('ask always what one of them asks always', () => {
    const when = { field: 'phone', in: ['1'] };
    const conditional = { ...one, materials: [{ ...at(one.materials, 0), when }] };
    expect(merged(conditional, two).materials[0]?.when).toBeNull();
    expect(merged(conditional, { ...conditional, seq: 2 }).materials[0]?.when).toEqual(when);
  });

  it('settle a proof in the way that satisfies all, with every basis and pledge', () => {
    const paper = {
      ...at(one.materials, 1),
      settlement: 'paper',
      basis: '《办法》',
      pledgeText: '另一份承诺',
    };
    const [material] = merged(
      { ...one, materials: [at(one.materials, 1)] },
      { ...two, materials: [paper] },
    ).materials;
    expect(material).toMatchObject({
      settlement: 'paper',
      basis: '《社会救助暂行办法》；《办法》',
      pledgeText: '本人承诺收入属实\n\n另一份承诺',
    });
  });
});

describe('the shipped themes (R90, R91)', () => {
  const catalogue = loaded(currentEdition);
  const themes = [9001, 9002, 9003, 9004].map((seq) => catalogue.theme(seq));

  it('are birth, opening an enterprise, opening a pharmacy, retirement', () => {
    expect(themes.map((each) => each?.name)).toEqual([
      '出生一件事',
      '企业开办一件事',
      '开办药店一件事',
      '退休一件事',
    ]);
  });

  it.each([9001, 9002, 9003, 9004])('%i asks less than its items one by one, and nothing twice', (seq) => {
    const whole = definitionOf(catalogue, seq);
    const items = (catalogue.theme(seq)?.itemSeqs ?? []).map((part) => definitionOf(catalogue, part));
    const sum = (count: (definition: ItemDefinition) => number) =>
      items.reduce((total, definition) => total + count(definition), 0);
    expect(whole.fields.length).toBeLessThan(sum(({ fields }) => fields.length));
    expect(whole.materials.length).toBeLessThan(sum(({ materials }) => materials.length));
    for (const list of [whole.fields.map(({ key }) => key), whole.fields.map(({ label }) => label)]) {
      expect(new Set(list).size).toBe(list.length);
    }
    expect(new Set(whole.materials.map(({ code }) => code)).size).toBe(whole.materials.length);
    // Everything an item asks is there.
    for (const [index, definition] of items.entries()) {
      expect(whole.parts[index]?.fields).toHaveLength(definition.fields.length);
      expect(whole.parts[index]?.materials).toHaveLength(definition.materials.length);
    }
    expect(ItemDefinition.safeParse(whole).success).toBe(true);
  });

  it('are refused with an item that has no form, or is for others', () => {
    const undefinedItem = smallEdition({ themes: [{ ...theme, itemSeqs: [1, 3] }] });
    expect(loadCatalogue(undefinedItem)).toMatchObject({ failure: { details: { fault: 'theme-item' } } });
    const forOthers = smallEdition({ themes: [{ ...theme, audience: 'enterprise' }] });
    expect(loadCatalogue(forOthers)).toMatchObject({ failure: { details: { fault: 'theme-audience' } } });
  });
});
