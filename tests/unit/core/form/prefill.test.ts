import { describe, expect, it } from 'vitest';
import type { ValueOrigin } from '../../../../main/contract/catalogue/types';
import {
  card,
  FETCHED_AT,
  field,
  fieldOf,
  fill,
  GRANTED_AT,
  grant,
  item,
  licence,
  licenceOrigin,
  material,
  materialOf,
  READ_AT,
} from './samples';

describe('each origin', () => {
  it('fills from a licence and says which', () => {
    const form = fill(item([field('name', { origins: [licenceOrigin('name')] })]), {
      grant: grant(licence({ name: '周明远' })),
    });
    expect(fieldOf(form, 'name')).toMatchObject({
      value: '周明远',
      locked: true,
      problem: null,
      source: {
        from: 'licence',
        licenceId: 'L-1',
        typeSeq: 1,
        name: '居民身份证',
        issuer: '样例市公安局',
        element: 'name',
        at: FETCHED_AT,
      },
    });
  });

  it.each([
    ['name', 'text', '周明远'],
    ['number', 'id-number', '37019919530412981X'],
    ['sex', 'text', '1'],
    ['nation', 'text', '01'],
    ['birthDay', 'date', '1953-04-12'],
    ['address', 'text', '样例区示例路44号'],
  ])('fills from the card’s %s', (element, type, value) => {
    const definition = item([field('own', { type, origins: [{ from: 'id-card', element }] })]);
    expect(fieldOf(fill(definition, { credential: card() }), 'own')).toMatchObject({
      value,
      locked: true,
      source: { from: 'id-card', element, at: READ_AT },
    });
  });

  it.each([
    ['name', 'text', '周明远'],
    ['code', 'id-number', '37019919530412981X'],
  ])('fills from the holder’s %s', (element, type, value) => {
    const definition = item([field('own', { type, origins: [{ from: 'holder', element }] })]);
    expect(fieldOf(fill(definition), 'own')).toMatchObject({
      value,
      locked: true,
      source: { from: 'holder', element, at: GRANTED_AT },
    });
  });

  it('leaves a card’s field empty where a code was shown', () => {
    const definition = item([field('own', { origins: [{ from: 'id-card', element: 'name' }] })]);
    expect(fieldOf(fill(definition), 'own')).toMatchObject({ value: '', source: null, locked: false });
  });

  it('starts from the preset where nothing fills the field, as what it is, a default that nobody vouches for, open to change', () => {
    const options = [{ value: 'a', label: '甲' }];
    const definition = item([field('kind', { type: 'enum', required: true, preset: 'a', options })]);
    expect(fieldOf(fill(definition), 'kind')).toMatchObject({
      value: 'a',
      source: { from: 'preset', at: GRANTED_AT },
      locked: false,
      problem: null,
    });
  });

  it('prefers a licence to the preset', () => {
    const definition = item([field('own', { preset: '预置', origins: [licenceOrigin('name')] })]);
    expect(fieldOf(fill(definition, { grant: grant(licence({ name: '真值' })) }), 'own').value).toBe('真值');
  });
});

describe('order of origins', () => {
  const origins: ValueOrigin[] = [
    licenceOrigin('name', 4),
    licenceOrigin('name', 1),
    { from: 'id-card', element: 'name' },
    { from: 'holder', element: 'name' },
  ];
  const definition = item([field('name', { origins })]);
  const first = licence({ name: '第一' }, { licenceId: 'L-4', typeSeq: 4 });
  const second = licence({ name: '第二' });
  const credential = card({ name: '第三' });

  it.each([
    ['the first that is there', grant(second, first), credential, '第一', 'licence'],
    ['the next licence', grant(second), credential, '第二', 'licence'],
    ['the card', grant(), credential, '第三', 'id-card'],
    ['the holder', grant(), undefined, '周明远', 'holder'],
  ])('takes %s', (_what, from, shown, value, source) => {
    const form = fill(definition, { grant: from, ...(shown ? { credential: shown } : {}) });
    expect(fieldOf(form, 'name')).toMatchObject({ value, source: { from: source } });
  });

  it.each(['failed', 'undetermined'] as const)('passes over a licence whose checks %s', (verdict) => {
    const form = fill(definition, { grant: grant({ ...first, verdict }, second), credential });
    expect(fieldOf(form, 'name').value).toBe('第二');
  });

  it.each(['format', 'code'] as const)('passes over an element with a fault in its %s (R83)', (rule) => {
    const faulty = { ...first, faults: [{ rule, element: 'name' }] };
    expect(fieldOf(fill(definition, { grant: grant(faulty, second), credential }), 'name').value).toBe(
      '第二',
    );
    const other = { ...first, faults: [{ rule, element: 'sex' }] };
    expect(fieldOf(fill(definition, { grant: grant(other, second), credential }), 'name').value).toBe('第一');
  });

  it('fills nothing at all from a failed licence', () => {
    const only = item([field('name', { origins: [licenceOrigin('name', 4)] })]);
    const form = fill(only, { grant: grant({ ...first, verdict: 'failed' }) });
    expect(fieldOf(form, 'name')).toMatchObject({ value: '', source: null, locked: false });
    expect(JSON.stringify(form)).not.toContain('第一');
  });

  it('takes the passed one of two licences of a type', () => {
    const bad = { ...first, licenceId: 'L-bad', verdict: 'failed' as const };
    expect(fieldOf(fill(definition, { grant: grant(bad, first) }), 'name').source).toMatchObject({
      licenceId: 'L-4',
    });
  });

  it.each(['', '   ', '\u0000', '\u200b'])('passes over an element without content (%j)', (empty) => {
    const blank = licence({ name: empty }, { typeSeq: 4 });
    expect(fieldOf(fill(definition, { grant: grant(blank, second) }), 'name').value).toBe('第二');
  });
});

describe('values as they arrive', () => {
  const sex = item([
    field('sex', {
      type: 'enum',
      origins: [licenceOrigin('sex'), { from: 'id-card', element: 'sex' }],
      options: [
        { value: '1', label: '男' },
        { value: '2', label: '女' },
      ],
    }),
  ]);

  it.each([
    ['1', '1'],
    ['男', '1'],
    [' 女 ', '2'],
  ])('takes an option by its code or its word (%j)', (written, value) => {
    expect(fieldOf(fill(sex, { grant: grant(licence({ sex: written })) }), 'sex')).toMatchObject({
      value,
      locked: true,
    });
  });

  it('tries the next origin where a word is no option', () => {
    const form = fill(sex, { grant: grant(licence({ sex: '未说明' })), credential: card({ sex: '2' }) });
    expect(fieldOf(form, 'sex')).toMatchObject({ value: '2', source: { from: 'id-card' } });
  });

  it('asks the clerk where no origin gives an option', () => {
    const form = fill(sex, { grant: grant(licence({ sex: '未说明' })) });
    expect(fieldOf(form, 'sex')).toMatchObject({ value: '', source: null, locked: false });
  });

  it.each([
    ['20301122', '2030-11-22'],
    ['2030/1/2', '2030-01-02'],
    ['2030年11月2日', '2030-11-02'],
    ['2030.11.22', '2030-11-22'],
    ['2030-11-22', '2030-11-22'],
  ])('writes the day %s as %s', (written, value) => {
    const definition = item([field('day', { type: 'date', maxLength: 10, origins: [licenceOrigin('day')] })]);
    expect(fieldOf(fill(definition, { grant: grant(licence({ day: written })) }), 'day')).toMatchObject({
      value,
      locked: true,
      problem: null,
    });
  });

  it.each([
    ['date', '长期'],
    ['date', '2030-02-30'],
    ['number', '89.5平方米'],
    ['id-number', '370199195304129810'],
    ['uscc', '12345'],
    ['phone', '见申请书'],
    ['text', '长'.repeat(61)],
  ])('leaves a %s open that the licence cannot fill (%s), so that the clerk can', (type, written) => {
    const definition = item([
      field('own', { type, required: true, maxLength: 60, origins: [licenceOrigin('own')] }),
    ]);
    const own = fieldOf(fill(definition, { grant: grant(licence({ own: written })) }), 'own');
    expect(own).toMatchObject({ value: '', source: null, locked: false, problem: { code: 'required' } });
  });

  it('writes identity numbers with a capital X whoever wrote them, so that two licences agree', () => {
    const fields = [
      field('a', { type: 'id-number', origins: [licenceOrigin('number', 1)] }),
      field('b', { type: 'id-number', origins: [licenceOrigin('number', 16)] }),
    ];
    const definition = item(fields, { rules: [{ rule: 'same', a: 'a', b: 'b' }] });
    const form = fill(definition, {
      grant: grant(
        licence({ number: '37019919530412981X' }),
        licence({ number: '37019919530412981x' }, { typeSeq: 16 }),
      ),
    });
    expect(form.fields.map((each) => [each.value, each.problem])).toEqual([
      ['37019919530412981X', null],
      ['37019919530412981X', null],
    ]);
  });
});

describe('materials', () => {
  const sharing = material('proof', { pledgeText: '', typeSeq: 1 });
  const settledBy = (definition: ReturnType<typeof material>, from = grant()) =>
    materialOf(fill(item([field('x')], { materials: [definition] }), { grant: from }), definition.key);

  it('shares the licence that replaces the proof, and names it', () => {
    expect(settledBy(sharing, grant(licence({})))).toMatchObject({
      settlement: 'sharing',
      settled: true,
      licenceId: 'L-1',
      licenceName: '居民身份证',
    });
  });

  it.each([
    ['failed', 'paper'],
    // The department is asked before the applicant is.
    ['undetermined', 'verification'],
  ] as const)('does not share a licence whose checks %s, but takes %s', (verdict, settlement) => {
    expect(settledBy(sharing, grant(licence({}, { verdict })))).toMatchObject({
      settlement,
      settled: false,
      licenceId: null,
      licenceName: '',
    });
  });

  it('falls back to a pledge, not yet taken, with its text', () => {
    const definition = material('proof', { fallback: 'pledge', pledgeText: '本人承诺' });
    expect(settledBy(definition)).toMatchObject({
      settlement: 'pledge',
      settled: false,
      pledgeText: '本人承诺',
    });
    expect(settledBy(definition, grant(licence({}))).pledgeText).toBe('');
  });

  it.each([
    ['cancelled', true],
    ['verification', false],
    ['pledge', false],
    ['paper', false],
  ] as const)('has a proof by %s settled: %s', (settlement, settled) => {
    const definition = material('proof', { settlement, typeSeq: null, pledgeText: '本人承诺' });
    expect(settledBy(definition)).toMatchObject({ settlement, settled, licenceId: null });
  });

  it('leaves it to the department where a licence is missing and verification stands in', () => {
    expect(settledBy(material('proof', { fallback: 'verification' }))).toMatchObject({
      settlement: 'verification',
      settled: false,
      licenceId: null,
    });
  });
});
