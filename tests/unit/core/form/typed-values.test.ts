import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import { editField } from '../../../../main/core/form';
import { field, fieldOf, fill, item } from './samples';

const AT = 1_795_000_100_000;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

/** What a field of this type makes of one typed text. */
function typed(
  type: string,
  value: string,
  changed: Record<string, unknown> = {},
): { value: string; problem: string | null } {
  const definition = item([field('own', { type, maxLength: 400, ...changed })]);
  const own = fieldOf(must(editField(fill(definition), definition, { key: 'own', value, at: AT })), 'own');
  return { value: own.value, problem: own.problem?.code ?? null };
}

const OPTIONS = [
  { value: 'home', label: '居家' },
  { value: 'alone', label: '独居' },
];

describe('what may be typed', () => {
  it.each([
    ['2026-11-22', '2026-11-22', null],
    ['20261122', '2026-11-22', null],
    ['2026/1/2', '2026-01-02', null],
    [' 2026年11月22日 ', '2026-11-22', null],
    ['2024-02-29', '2024-02-29', null],
    ['2026-02-29', '2026-02-29', 'date-format'],
    ['2026-13-01', '2026-13-01', 'date-format'],
    ['2026-00-10', '2026-00-10', 'date-format'],
    ['202611', '202611', 'date-format'],
    ['2026111', '2026111', 'date-format'],
    ['26-11-22', '26-11-22', 'date-format'],
    ['2026-11-22T00:00', '2026-11-22T00:00', 'date-format'],
    ['明天', '明天', 'date-format'],
  ])('a day: %s', (text, value, problem) => {
    expect(typed('date', text)).toEqual({ value, problem });
  });

  it.each([
    ['37019919530412981X', null],
    ['37019919530412981x', null],
    [' 37019919530412981X ', null],
    ['370199195304129810', 'id-number'],
    ['37019919530230981X', 'id-number'],
    ['370199530412981', 'id-number'],
    ['37019919530412981XX', 'id-number'],
    ['３７０１９９１９５３０４１２９８１X', 'id-number'],
  ])('an identity number: %s', (text, problem) => {
    expect(typed('id-number', text).problem).toBe(problem);
  });

  it('writes a typed x as X', () => {
    expect(typed('id-number', '37019919530412981x').value).toBe('37019919530412981X');
    expect(typed('uscc', '91370199maxccmya19').value).toBe('91370199MAXCCMYA19');
  });

  it.each([
    ['91370199MAXCCMYA19', null],
    ['91370199MAXCCMYA18', null],
    ['91370199MAXCCMYA1', 'uscc'],
    ['91370199MAICCMYA19', 'uscc'],
    ['91370199MAOCCMYA19', 'uscc'],
  ])('a credit code, its check character not enforced: %s', (text, problem) => {
    expect(typed('uscc', text).problem).toBe(problem);
  });

  it.each([
    ['13800000000', null],
    ['19900000000', null],
    ['0531-88888888', null],
    ['05318888888', null],
    ['12800000000', 'phone'],
    ['1380000000', 'phone'],
    ['+8613800000000', 'phone'],
    ['88888888', 'phone'],
  ])('a telephone: %s', (text, problem) => {
    expect(typed('phone', text).problem).toBe(problem);
  });

  it.each([
    ['0', null],
    ['12', null],
    ['89.50', null],
    ['999999999999.9999', null],
    ['1234567890123', 'number'],
    ['1.23456', 'number'],
    ['-1', 'number'],
    ['1e9', 'number'],
    ['1,200', 'number'],
    ['.5', 'number'],
    ['NaN', 'number'],
    ['Infinity', 'number'],
    ['0x10', 'number'],
  ])('a number: %s', (text, problem) => {
    expect(typed('number', text).problem).toBe(problem);
  });

  it.each([
    ['home', null],
    ['居家', 'option'],
    ['HOME', 'option'],
    ['toString', 'option'],
    ['__proto__', 'option'],
  ])('an option by its value only: %s', (text, problem) => {
    expect(typed('enum', text, { options: OPTIONS }).problem).toBe(problem);
  });

  it('leaves an optional field empty and asks for a required one', () => {
    expect(typed('date', '')).toEqual({ value: '', problem: null });
    expect(typed('date', '', { required: true })).toEqual({ value: '', problem: 'required' });
    expect(typed('text', ' \t ', { required: true })).toEqual({ value: '', problem: 'required' });
  });
});

describe('hostile text', () => {
  it('counts characters, not code units, and says the limit', () => {
    const definition = item([field('own', { maxLength: 3 })]);
    const edit = (value: string) =>
      fieldOf(must(editField(fill(definition), definition, { key: 'own', value, at: AT })), 'own').problem;
    expect(edit('𠮷𠮷𠮷')).toBeNull();
    expect(edit('𠮷𠮷𠮷𠮷')).toEqual({ code: 'too-long', about: '3' });
  });

  it.each(['text', 'date', 'id-number', 'uscc', 'phone', 'number', 'enum'])(
    'refuses a million characters in a %s field',
    (type) => {
      const options = type === 'enum' ? OPTIONS : [];
      expect(typed(type, '1'.repeat(1_000_000), { options }).problem).toBe('too-long');
    },
  );

  it.each([
    ['line breaks and tabs become one blank', '张\r\n三\t李\u2028四', '张 三 李 四'],
    ['control characters go', 'a\u0000\u0007b\u009fc', 'a b c'],
    ['a change of writing direction goes', '\u202e元001\u202c', '元001'],
    ['invisible characters go', '周\u200b明\ufeff远\u00ad', '周明远'],
    ['half of a character goes', '\ud842张\udfb7三', '张三'],
    ['a whole rare character stays', '𠮷野', '𠮷野'],
    ['markup is only text', '<img src=x onerror=alert(1)>&amp;', '<img src=x onerror=alert(1)>&amp;'],
    ['quotes and statements are only text', "'; DROP TABLE form;--", "'; DROP TABLE form;--"],
    ['a template is only text', '{{constructor}}<%= 1 %>', '{{constructor}}<%= 1 %>'],
  ])('%s', (_what, text, value) => {
    expect(typed('text', text)).toEqual({ value, problem: null });
  });

  it('cannot get past a check with invisible characters', () => {
    expect(typed('number', '12\u0000\u00003')).toEqual({ value: '12 3', problem: 'number' });
    expect(typed('text', '\u200b\u200b', { required: true }).problem).toBe('required');
  });
});
