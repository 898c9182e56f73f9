import { CatalogueEdition } from '../../../../main/contract/catalogue/types';

type Written = Parameters<typeof CatalogueEdition.parse>[0];

const text = (key: string, label: string, more: object = {}) => ({
  key,
  label,
  group: '申请人',
  type: 'text',
  required: true,
  maxLength: 60,
  ...more,
});
const name = text('name', '姓名', {
  code: 'F-NAME',
  origins: [{ from: 'licence', typeSeq: 1, element: 'name' }],
});
const identity = {
  code: 'M-ID',
  key: 'identity',
  name: '身份证',
  settlement: 'sharing',
  fallback: 'paper',
  typeSeq: 1,
  basis: '《居民身份证法》第十三条',
};
const income = {
  code: 'M-INCOME',
  key: 'income',
  name: '收入证明',
  settlement: 'pledge',
  fallback: 'pledge',
  typeSeq: null,
  basis: '《社会救助暂行办法》',
  pledgeText: '本人承诺收入属实',
};
const definition = (seq: number, more: object = {}) => ({
  seq,
  audience: 'person',
  legalBasis: '《条例》',
  handlingDays: seq,
  fields: [name, text('phone', '联系电话', { code: 'F-PHONE', type: 'phone' })],
  materials: [identity, income],
  rules: [],
  ...more,
});
const standardField = (code: string, label: string, type = 'text') => ({
  code,
  label,
  type,
  maxLength: 60,
  classification: 3,
});

/** Three items, two of them defined and one theme of both, one licence type, small libraries; `more` lies over it. */
export function smallEdition(more: object = {}): CatalogueEdition {
  const edition: Written = {
    edition: '2026-05',
    effectiveFrom: '2026-05-01',
    mappingNote: '样例',
    items: [
      { seq: 1, department: '民政厅', name: '老年人补贴给付' },
      { seq: 2, department: '医保局', name: '参保登记' },
      { seq: 3, department: '医保局', name: '' },
    ],
    licences: [
      {
        seq: 1,
        name: '居民身份证',
        issuer: '公安部门',
        level: '省级',
        holder: 'person',
        elements: [{ key: 'name', label: '姓名' }],
      },
      {
        seq: 33,
        name: '营业执照',
        issuer: '市场监管部门',
        level: '省级',
        holder: 'enterprise',
        elements: [{ key: 'name', label: '名称' }],
      },
    ],
    fields: [standardField('F-NAME', '姓名'), standardField('F-PHONE', '联系电话', 'phone')],
    materials: [
      { ...identity, key: undefined, pledgeable: false },
      { ...income, key: undefined, pledgeable: true },
    ],
    definitions: [
      definition(1),
      definition(2, { fields: [name, text('reason', '理由', { group: '申请事项' })], materials: [identity] }),
    ],
    generics: [
      { ...definition(1), seq: undefined, materials: [identity] },
      {
        ...definition(1),
        seq: undefined,
        audience: 'enterprise',
        fields: [text('contact', '联系人')],
        materials: [{ ...identity, code: '', name: '营业执照', typeSeq: 33 }],
      },
    ],
    themes: [
      {
        seq: 9001,
        name: '养老一件事',
        audience: 'person',
        itemSeqs: [1, 2],
        guide: '先补贴后参保',
        legalBasis: '《指导意见》',
      },
    ],
    published: [
      { edition: '2026-01', day: '2026-01-01' },
      { edition: '2026-05', day: '2026-05-01' },
    ],
    ...more,
  };
  return CatalogueEdition.parse(edition);
}

/** A copy with something changed. */
export function changed(
  edition: CatalogueEdition,
  change: (draft: CatalogueEdition) => void,
): CatalogueEdition {
  const draft = structuredClone(edition);
  change(draft);
  return draft;
}

export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
}
