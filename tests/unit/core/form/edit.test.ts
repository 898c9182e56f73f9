import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { Form } from '../../../../main/contract/flow/form';
import {
  acceptPaper,
  checkForm,
  editField,
  openPoints,
  savingsOf,
  settleVerification,
  takePledge,
} from '../../../../main/core/form';
import {
  card,
  field,
  fieldOf,
  fill,
  GIVEN,
  grant,
  item,
  licence,
  licenceOrigin,
  material,
  materialOf,
} from './samples';

const AT = 1_795_000_100_000;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code);

const OPTIONS = [
  { value: 'home', label: '居家' },
  { value: 'alone', label: '独居' },
];

describe('editing', () => {
  const definition = item([
    field('name', { origins: [licenceOrigin('name')] }),
    field('cardName', { origins: [{ from: 'id-card', element: 'name' }] }),
    field('free'),
  ]);
  const form = fill(definition, { grant: grant(licence({ name: '周明远' })), credential: card() });
  const edit = (key: string, value: string, on = form) => editField(on, definition, { key, value, at: AT });

  it('records that the clerk typed it, and when', () => {
    expect(fieldOf(must(edit('free', '内容')), 'free').source).toEqual({ from: 'clerk', at: AT });
  });

  it('forgets the source when the field is emptied', () => {
    expect(fieldOf(must(edit('free', '', must(edit('free', '内容')))), 'free')).toMatchObject({
      value: '',
      source: null,
    });
  });

  it.each(['name', 'cardName'])('corrects what a licence or card says only with a reason (%s)', (key) => {
    expect(edit(key, '别名')).toMatchObject({
      ok: false,
      failure: { code: 'FORM_REASON_NEEDED', details: { field: `栏目${key}` } },
    });
  });

  it.each(['nothing', '__proto__', 'constructor', ''])(
    'refuses a field that is not on the form (%j)',
    (key) => {
      expect(codeOf(edit(key, 'x'))).toBe('FORM_FIELD_UNKNOWN');
    },
  );

  it('leaves the form it was given untouched', () => {
    const before = structuredClone(form);
    must(edit('free', '内容'));
    expect(form).toEqual(before);
  });
});

describe('rules between fields', () => {
  const definition = item(
    [
      field('begin', { type: 'date' }),
      field('end', { type: 'date' }),
      field('a'),
      field('b'),
      field('mode', { type: 'enum', options: OPTIONS }),
      field('place'),
    ],
    {
      rules: [
        { rule: 'order', earlier: 'begin', later: 'end' },
        { rule: 'same', a: 'a', b: 'b' },
        { rule: 'required-when', field: 'place', other: 'mode', equals: 'alone' },
      ],
    },
  );

  function problemsAfter(values: Record<string, string>): Record<string, unknown> {
    let form: Form = fill(definition);
    for (const [key, value] of Object.entries(values)) {
      form = must(editField(form, definition, { key, value, at: AT }));
    }
    return Object.fromEntries(
      form.fields.filter((each) => each.problem).map((each) => [each.key, each.problem]),
    );
  }

  it('finds nothing wrong with an empty form', () => {
    expect(problemsAfter({})).toEqual({});
  });

  it('wants the later day not before the earlier one', () => {
    expect(problemsAfter({ begin: '2026-01-02', end: '2026-01-01' })).toEqual({
      end: { code: 'order', about: '栏目begin' },
    });
    expect(problemsAfter({ begin: '2026-01-02', end: '2026-01-02' })).toEqual({});
    expect(problemsAfter({ end: '2026-01-01' })).toEqual({});
  });

  it('wants two statements of one fact to agree', () => {
    expect(problemsAfter({ a: '甲', b: '乙' })).toEqual({ b: { code: 'mismatch', about: '栏目a' } });
    expect(problemsAfter({ a: '甲', b: '甲' })).toEqual({});
    expect(problemsAfter({ b: '乙' })).toEqual({});
  });

  it('wants a field that only this choice makes necessary', () => {
    expect(problemsAfter({ mode: 'alone' })).toEqual({ place: { code: 'required', about: '' } });
    expect(problemsAfter({ mode: 'alone', place: '某处' })).toEqual({});
    expect(problemsAfter({ mode: 'home' })).toEqual({});
  });

  it('says a field’s own problem before one with another field', () => {
    expect(problemsAfter({ begin: '2026-05-01', end: '2026-02-30' })).toEqual({
      end: { code: 'date-format', about: '' },
    });
  });

  it('lifts the problem of one field when the other is put right', () => {
    let form = fill(definition);
    for (const [key, value] of [
      ['b', '乙'],
      ['a', '甲'],
    ] as const) {
      form = must(editField(form, definition, { key, value, at: AT }));
    }
    expect(fieldOf(form, 'b').problem?.code).toBe('mismatch');
    form = must(editField(form, definition, { key: 'a', value: '乙', at: AT }));
    expect(fieldOf(form, 'b').problem).toBeNull();
  });

  it('finds contradictions between two licences, each of which stands as it is until corrected', () => {
    const clash = item(
      [field('a', { origins: [licenceOrigin('x', 1)] }), field('b', { origins: [licenceOrigin('x', 16)] })],
      { rules: [{ rule: 'same', a: 'a', b: 'b' }] },
    );
    const form = fill(clash, { grant: grant(licence({ x: '甲' }), licence({ x: '乙' }, { typeSeq: 16 })) });
    expect(fieldOf(form, 'b')).toMatchObject({ locked: true, problem: { code: 'mismatch' } });
    expect(openPoints(form).fields).toBe(1);
  });

  it('finds the same problems however often it looks', () => {
    const form = must(editField(fill(definition), definition, { key: 'mode', value: 'alone', at: AT }));
    expect(checkForm(checkForm(form, definition), definition)).toEqual(form);
  });
});

describe('pledges and paper', () => {
  const definition = item([field('x')], {
    materials: [
      material('shared'),
      material('missing', { typeSeq: 16 }),
      material('income', { settlement: 'pledge', typeSeq: null, pledgeText: '本人承诺' }),
      material('dropped', { settlement: 'cancelled', typeSeq: null }),
      material('asked', { settlement: 'verification', typeSeq: null }),
    ],
  });
  const form = fill(definition, { grant: grant(licence({})) });

  it('takes a pledge, and takes it back', () => {
    const pledged = must(takePledge(form, 'income', GIVEN));
    expect(materialOf(pledged, 'income')).toMatchObject({ settled: true, pledgeText: '本人承诺' });
    expect(materialOf(must(takePledge(pledged, 'income', null)), 'income').settled).toBe(false);
  });

  it.each(['shared', 'missing', 'dropped', 'asked'])(
    'takes no pledge for a proof that has none (%s)',
    (key) => {
      expect(codeOf(takePledge(form, key, GIVEN))).toBe('FORM_FIELD_LOCKED');
    },
  );

  it('takes paper where nothing else settled the proof', () => {
    expect(materialOf(must(acceptPaper(form, 'missing', '申请人当场提交')), 'missing')).toMatchObject({
      settlement: 'paper',
      settled: true,
    });
  });

  it('takes paper instead of a pledge not given, and then asks for none', () => {
    const papered = must(acceptPaper(form, 'income', '申请人当场提交'));
    expect(materialOf(papered, 'income')).toMatchObject({ settlement: 'paper', pledgeText: '' });
    expect(codeOf(takePledge(papered, 'income', GIVEN))).toBe('FORM_FIELD_LOCKED');
  });

  it.each(['shared', 'dropped'])('asks no paper for what is settled without it (%s)', (key) => {
    expect(codeOf(acceptPaper(form, key, '申请人当场提交'))).toBe('FORM_FIELD_LOCKED');
  });

  it('asks no paper for what was pledged', () => {
    expect(codeOf(acceptPaper(must(takePledge(form, 'income', GIVEN)), 'income', '申请人当场提交'))).toBe(
      'FORM_FIELD_LOCKED',
    );
  });

  it.each(['nothing', '__proto__'])('refuses a material that is not on the form (%s)', (key) => {
    expect(codeOf(takePledge(form, key, GIVEN))).toBe('FORM_FIELD_UNKNOWN');
    expect(codeOf(acceptPaper(form, key, '申请人当场提交'))).toBe('FORM_FIELD_UNKNOWN');
  });
});

describe('what is still open, and what was saved', () => {
  const definition = item(
    [
      field('name', { required: true, origins: [licenceOrigin('name')] }),
      field('own', { origins: [{ from: 'holder', element: 'name' }] }),
      field('cardName', { origins: [{ from: 'id-card', element: 'name' }] }),
      field('phone', { type: 'phone', required: true }),
      field('note'),
    ],
    {
      materials: [
        material('shared', { name: '居民身份证' }),
        material('missing', { name: '社会保障卡', typeSeq: 16 }),
        material('income', { name: '收入证明', settlement: 'pledge', typeSeq: null, pledgeText: '本人承诺' }),
        material('dropped', { name: '优待证', settlement: 'cancelled', typeSeq: null }),
        material('asked', { name: '能力评估', settlement: 'verification', typeSeq: null }),
      ],
    },
  );

  it('counts down to nothing as the clerk works', () => {
    let form = fill(definition, { grant: grant(licence({ name: '周明远' })), credential: card() });
    expect(openPoints(form)).toEqual({ fields: 1, materials: 3, conflicts: 0 });
    form = must(editField(form, definition, { key: 'phone', value: '138', at: AT }));
    expect(openPoints(form).fields).toBe(1);
    form = must(editField(form, definition, { key: 'phone', value: '13800000000', at: AT }));
    form = must(takePledge(form, 'income', GIVEN));
    form = must(acceptPaper(form, 'missing', '申请人当场提交'));
    form = settleVerification(form, definition, 'asked', 'confirmed');
    expect(openPoints(form)).toEqual({ fields: 0, materials: 0, conflicts: 0 });
    expect(openPoints(must(takePledge(form, 'income', null)))).toEqual({
      fields: 0,
      materials: 1,
      conflicts: 0,
    });
  });

  it('counts as saved what was settled without paper and filled without typing', () => {
    let form = fill(definition, { grant: grant(licence({ name: '周明远' })), credential: card() });
    form = must(editField(form, definition, { key: 'note', value: '手写', at: AT }));
    form = must(acceptPaper(form, 'missing', '申请人当场提交'));
    form = settleVerification(form, definition, 'asked', 'confirmed');
    expect(savingsOf(form)).toEqual({
      materials: [
        { name: '居民身份证', how: '电子证照免提交' },
        { name: '优待证', how: '依法取消' },
        { name: '能力评估', how: '部门核验' },
      ],
      fieldsFilled: 3,
      fieldsTotal: 5,
    });
    expect(savingsOf(must(takePledge(form, 'income', GIVEN))).materials).toContainEqual({
      name: '收入证明',
      how: '告知承诺',
    });
  });
});
