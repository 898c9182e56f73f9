import { describe, expect, it } from 'vitest';
import type { FieldSource } from '../../../../main/contract/flow/form';
import {
  aboutLabel,
  fieldState,
  groupFields,
  isWide,
  labelPieces,
  normaliseTyped,
  rowOf,
  writeValue,
} from '../../../../renderer/stations/form/form-layout';
import { aField } from '../a-snapshot';

const licence: FieldSource = {
  from: 'licence',
  licenceId: 'L1',
  typeSeq: 1,
  name: '居民身份证',
  issuer: '公安',
  element: 'name',
  at: 0,
};

describe('groups of a form', () => {
  it('keep the order in which the form first names them, and every field once', () => {
    const fields = [
      aField({ key: 'a', group: '一' }),
      aField({ key: 'b', group: '二' }),
      aField({ key: 'c', group: '一' }),
    ];
    const groups = groupFields(fields);
    expect(groups.map((group) => group.name)).toEqual(['一', '二']);
    expect(groups.flatMap((group) => group.fields.map((field) => field.key))).toEqual(['a', 'c', 'b']);
  });
});

describe('the state of a field', () => {
  it('names its source', () => {
    expect(fieldState(aField({ value: '王', source: licence, locked: true }), undefined)).toBe('licence');
    expect(fieldState(aField({ value: '1', source: { from: 'clerk', at: 0 } }), undefined)).toBe('clerk');
  });

  it('tells missing, wrong and optional apart', () => {
    expect(fieldState(aField({ problem: { code: 'required', about: '' } }), undefined)).toBe('missing');
    expect(fieldState(aField({ value: '1', problem: { code: 'phone', about: '' } }), undefined)).toBe(
      'wrong',
    );
    expect(fieldState(aField({ required: false }), undefined)).toBe('empty');
  });

  it('puts a contradiction first, and tells a correction from what was merely typed', () => {
    const source = { from: 'holder' as const, element: 'name', at: 1 };
    const candidates = [
      { value: '甲', source },
      { value: '乙', source },
    ];
    const contradicting = aField({ value: '甲', source, conflict: { candidates, decided: null } });
    expect(fieldState(contradicting, undefined)).toBe('conflict');
    const decided = { by: 'chosen' as const, index: 0, reason: '核对', at: 2 };
    expect(fieldState({ ...contradicting, conflict: { candidates, decided } }, undefined)).toBe('holder');
    const deviation = { reason: '核对', at: 2, former: { value: '甲', source } };
    expect(fieldState(aField({ value: '丙', source: { from: 'clerk', at: 2 }, deviation }), undefined)).toBe(
      'corrected',
    );
  });

  it('follows what is being typed before the core has judged it', () => {
    const wrong = aField({ value: '1', problem: { code: 'phone', about: '' } });
    expect(fieldState(wrong, '138')).toBe('clerk');
    expect(fieldState(aField({ value: '138' }), '')).toBe('missing');
  });
});

describe('the room of a field', () => {
  it('is double for addresses, whatever is typed', () => {
    expect(isWide(aField({ type: 'text', label: '经营地址' }))).toBe(true);
    expect(isWide(aField({ type: 'text', label: '联系人', value: '很长'.repeat(20) }))).toBe(false);
  });

  it('is double for a long value that stands fast', () => {
    expect(
      isWide(aField({ type: 'text', label: '名称', value: '山东示例食品有限公司历下分公司', locked: true })),
    ).toBe(true);
    expect(isWide(aField({ type: 'text', label: '名称', value: '王', locked: true }))).toBe(false);
  });

  it('is double for a credit code that stands fast, so that it is not cut in two', () => {
    expect(isWide(aField({ type: 'uscc', value: '91370102MA3C00021X', locked: true }))).toBe(true);
    expect(isWide(aField({ type: 'uscc', value: '91370102MA3C00021X' }))).toBe(false);
  });
});

describe('a label', () => {
  it.each([
    ['认缴出资额（万元）', ['认缴出资额', '（万元）']],
    ['变更（备案）后内容', ['变更', '（备案）', '后内容']],
    ['姓名', ['姓名']],
    ['材料（名称、编号和出具单位的全称）', ['材料（名称、编号和出具单位的全称）']],
  ])('%s is broken before brackets, not inside short ones', (label, pieces) => {
    expect(labelPieces(label)).toEqual(pieces);
  });
});

describe('values', () => {
  it('are read in the way of their kind', () => {
    expect(writeValue(aField({ type: 'date' }), '2026-11-22')).toBe('2026年11月22日');
    expect(writeValue(aField({ type: 'uscc' }), '91370102MA3C00021X')).toBe('91 370102 MA3C00021 X');
    expect(writeValue(aField({ type: 'enum', options: [{ value: '1', label: '男' }] }), '1')).toBe('男');
    expect(writeValue(aField({ type: 'text' }), '2026-11-22')).toBe('2026-11-22');
    expect(writeValue(aField({ type: 'region' }), '370102')).toBe('济南市历下区');
    expect(writeValue(aField({ type: 'person' }), '周明远 37019919530412981X')).toBe(
      '周明远　370199 19530412 981X',
    );
  });

  it('are kept in one form however they were typed', () => {
    expect(normaliseTyped('date', '2026.11.22')).toBe('2026-11-22');
    expect(normaliseTyped('id-number', '370199 19530412 981x')).toBe('37019919530412981X');
    expect(normaliseTyped('phone', '138 0531 0000')).toBe('13805310000');
    expect(normaliseTyped('text', ' 王 小 ')).toBe('王 小');
  });
});

describe('rows', () => {
  it('are told by the key, and nothing else is taken for one', () => {
    expect(rowOf('children.12.name')).toEqual({ table: 'children', row: 12 });
    expect(rowOf('name')).toBeNull();
  });
});

describe('what a problem is about', () => {
  it('is the other field by its label, or the limit itself', () => {
    const fields = [aField({ key: 'validTo', label: '有效期至' })];
    expect(aboutLabel('validTo', fields)).toBe('有效期至');
    expect(aboutLabel('60', fields)).toBe('60');
  });
});
