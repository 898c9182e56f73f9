import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictly } from '../../../../main/core/province/json';

describe('an answer as text', () => {
  it('is read as anybody would read it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        // Keys of that name are refused by design.
        fc.pre(!text.includes('__proto__'));
        expect(parseStrictly(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['half a text', '{"a":'],
    ['an open string', '{"a":"b'],
    ['text after the end', '{} {}'],
    ['a page', '<html>"a": 1</html>'],
    ['a key given twice', '{"code":"A","code":"B"}'],
    ['a key given twice, once in disguise', '{"code":"A","\\u0063ode":"B"}'],
    ['a key given twice deep inside', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ['a prototype', '{"__proto__":{"role":"supervisor"}}'],
    ['a prototype in disguise', '{"a":{"\\u005f_proto__":{}}}'],
    ['lists in lists without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['objects in objects', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
  ])('is refused for %s', (_what, text) => {
    expect(parseStrictly(text)).toBeUndefined();
  });

  it.each([
    ['the same key in two objects', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['brackets and quotes in strings', '{"a":"}{][\\"","b":"\\\\"}', { a: '}{]["', b: '\\' }],
    ['a value that equals a key', '{"a":"a"}', { a: 'a' }],
    ['blanks around a colon', '{"a" \n: 1}', { a: 1 }],
  ])('may hold %s', (_what, text, value) => {
    expect(parseStrictly(text)).toEqual(value);
  });
});
