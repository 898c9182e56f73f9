import { describe, expect, it } from 'vitest';
import type { ItemDefinition } from '../../../../main/contract/catalogue/types';
import type { FieldSource, Form, FormField, FormMaterial } from '../../../../main/contract/flow/form';
import { applyDecisions, compareForms } from '../../../../main/core/casework/offline/offline-compare';

const ID = '0b0c4b5e-8f2f-4f55-9f0a-6c1f3f3d2a10';
const OTHER = '1b0c4b5e-8f2f-4f55-9f0a-6c1f3f3d2a10';
const byClerk: FieldSource = { from: 'clerk', at: 1 };
const onCard: FieldSource = { from: 'id-card', element: 'address', at: 1 };
const onLicence: FieldSource = {
  from: 'licence',
  licenceId: 'L1',
  typeSeq: 16,
  name: '社会保障卡',
  issuer: '人社局',
  element: 'bankName',
  at: 9,
};

const field = (
  key: string,
  value: string,
  source: FieldSource | null,
  more: Partial<FormField> = {},
): FormField => ({
  key,
  label: key,
  group: '',
  type: 'text',
  required: false,
  options: [],
  value,
  source,
  locked: false,
  problem: null,
  hidden: false,
  classification: 3,
  masked: false,
  conflict: null,
  deviation: null,
  ...more,
});

const material = (key: string, more: Partial<FormMaterial> = {}): FormMaterial => ({
  key,
  name: key,
  settlement: 'sharing',
  licenceId: null,
  licenceName: '',
  basis: '',
  settled: false,
  pledgeText: '',
  paperReason: '',
  hidden: false,
  attachable: false,
  attachments: [],
  pledge: null,
  ...more,
});

const form = (fields: FormField[], materials: FormMaterial[] = [], grantId = ID): Form => ({
  id: ID,
  grantId,
  itemSeq: 37,
  fields,
  materials,
  tables: [],
});

const definition = { materials: [{ key: 'card', typeSeq: 16 }] } as unknown as ItemDefinition;
const compare = (taken: Form, now: Form, gaps: Parameters<typeof compareForms>[2]['gaps'] = []) =>
  compareForms(taken, now, { definition, gaps });

describe('fields', () => {
  it('that agree stand on the word of the source from then on', () => {
    const {
      form: after,
      differences,
      confirmed,
    } = compare(
      form([field('bank', '样例银行', byClerk)]),
      form([field('bank', '样例银行', onLicence)], [], OTHER),
    );
    expect(differences).toEqual([]);
    expect(confirmed).toBe(1);
    expect(after.grantId).toBe(OTHER);
    expect(after.fields[0]).toMatchObject({ value: '样例银行', source: onLicence });
  });

  it('that differ stay as they were typed, beside what the source says', () => {
    const typed = field('bank', '别的银行', byClerk);
    const { form: after, differences } = compare(form([typed]), form([field('bank', '样例银行', onLicence)]));
    expect(after.fields).toEqual([typed]);
    expect(differences).toMatchObject([
      { kind: 'field', typed: '别的银行', offers: [{ value: '样例银行', source: onLicence }], decided: null },
    ]);
  });

  it('that no source speaks about stay typed, and what was left open stays open', () => {
    const taken = form([field('note', '见申请书', byClerk), field('elder', '', null)]);
    const now = form([field('note', '', null), field('elder', '3701', onLicence)]);
    expect(compare(taken, now)).toMatchObject({
      form: { fields: taken.fields },
      differences: [],
      confirmed: 0,
    });
  });

  it('about which sources contradict each other are for a clerk, even where one of them agrees', () => {
    const candidates = [
      { value: '新址', source: onLicence },
      { value: '旧址', source: onCard },
    ];
    const now = form([field('address', '新址', onLicence, { conflict: { candidates, decided: null } })]);
    const { differences } = compare(form([field('address', '旧址', onCard)]), now);
    expect(differences[0]?.offers).toEqual(candidates);
  });

  it('that were corrected against the card stay corrected while the source says what the card said', () => {
    const deviation = { reason: '已迁居', at: 1, former: { value: '旧址', source: onCard } };
    const taken = form([field('address', '新址', byClerk, { deviation })]);
    const same = compare(taken, form([field('address', '旧址', onLicence)]));
    expect(same.differences).toEqual([]);
    expect(same.form.fields[0]?.deviation?.former).toEqual({ value: '旧址', source: onLicence });
    expect(compare(taken, form([field('address', '第三处', onLicence)])).differences).toHaveLength(1);
  });
});

describe('materials', () => {
  it('that were deferred are settled by the licence that is there', () => {
    const shared = material('card', { settled: true, licenceId: 'L1', licenceName: '社会保障卡' });
    const { form: after, differences } = compare(
      form([], [material('card', { deferred: true })]),
      form([], [shared]),
    );
    expect(differences).toEqual([]);
    expect(after.materials).toEqual([shared]);
  });

  it.each([
    ['withheld', 'withheld'],
    ['absent', 'absent'],
    ['failed-check', 'failed-check'],
    ['unreachable', 'not-settled'],
  ] as const)('whose licence is %s are for a clerk', (gap, why) => {
    const taken = form([], [material('card', { deferred: true })]);
    const now = form([], [material('card', { settlement: 'paper' })]);
    const { differences } = compare(taken, now, [{ typeSeq: 16, name: '社会保障卡', why: gap }]);
    expect(differences).toMatchObject([{ kind: 'material', key: 'card', why }]);
  });

  it('that only a department can confirm wait for it, and are no difference', () => {
    const taken = form([], [material('card', { deferred: true })]);
    const { form: after, differences } = compare(
      taken,
      form([], [material('card', { settlement: 'verification' })]),
    );
    expect(differences).toEqual([]);
    expect(after.materials[0]).toMatchObject({ settlement: 'verification', settled: false, deferred: true });
  });

  it('that were pledged or brought on paper stay what they are', () => {
    const paper = material('card', { settlement: 'paper', settled: true, paperReason: '当场提交' });
    const now = form([], [material('card', { settled: true, licenceId: 'L1' })]);
    expect(compare(form([], [paper]), now).form.materials).toEqual([paper]);
  });
});

describe('decisions', () => {
  const taken = form([field('bank', '别的银行', byClerk)], [material('card', { deferred: true })]);
  const now = form([field('bank', '样例银行', onLicence)], [material('card', { settlement: 'paper' })]);
  const { form: compared, differences } = compare(taken, now);
  const decide = (offer: number | null) =>
    applyDecisions(
      compared,
      differences.map((each) => ({ ...each, decided: { offer, reason: '电话核实', at: 5 } })),
    );

  it('for what was typed keep it as a correction, with what the source says as its former value', () => {
    expect(decide(null).fields[0]).toMatchObject({
      value: '别的银行',
      source: { from: 'clerk', at: 5 },
      deviation: { reason: '电话核实', former: { value: '样例银行', source: onLicence } },
    });
  });

  it('for the source take its value on its word', () => {
    expect(decide(0).fields[0]).toMatchObject({ value: '样例银行', source: onLicence, deviation: null });
  });

  it('for paper settle the proof with the reason', () => {
    const [settled] = decide(null).materials;
    expect(settled).toMatchObject({ settlement: 'paper', settled: true, paperReason: '电话核实' });
    expect(settled?.deferred).toBeUndefined();
  });

  it('that were not made change nothing', () => {
    expect(applyDecisions(compared, differences)).toEqual(compared);
  });
});
