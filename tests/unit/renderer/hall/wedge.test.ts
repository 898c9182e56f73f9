import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createWedge, WEDGE_LIMITS, type Wedge } from '../../../../renderer/hall/wedge';
import { meaningOf, type WedgeKey } from '../../../../renderer/hall/wedge-keys';

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?';
const PLAIN = "`1234567890-=[]\\;',./";
const CODES: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  ' ': 'Space',
};

/** The press of a US keyboard that gives this character. */
function pressFor(character: string): { code: string; shift: boolean } {
  const shifted = SHIFTED.indexOf(character);
  if (shifted >= 0) return { code: pressFor(PLAIN[shifted] ?? '').code, shift: true };
  if (/[A-Z]/.test(character)) return { code: `Key${character}`, shift: true };
  if (/[a-z]/.test(character)) return { code: `Key${character.toUpperCase()}`, shift: false };
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false };
  return { code: CODES[character] ?? character, shift: false };
}

const key = (code: string, at: number, over: Partial<WedgeKey> = {}): WedgeKey => ({
  code,
  at,
  shift: false,
  alt: false,
  control: false,
  repeat: false,
  composing: false,
  ...over,
});

describe('a scanner in keyboard mode', () => {
  let now: number;
  let due: { at: number; what: () => void }[];
  let codes: string[];
  let lost: number;
  /** A text field as the page would have it: what passes lands, what is rolled back leaves. */
  let field: string;
  let kept: string;
  let rolledBackComposing: boolean[];
  let enters: number;
  let wedge: Wedge;

  beforeEach(() => {
    now = 1000;
    due = [];
    codes = [];
    lost = 0;
    field = '';
    kept = '';
    rolledBackComposing = [];
    enters = 0;
    wedge = createWedge({
      later(what, ms) {
        const timer = { at: now + ms, what };
        due.push(timer);
        return () => {
          due = due.filter((one) => one !== timer);
        };
      },
      field: {
        remember: () => {
          kept = field;
        },
        rollBack: (composing) => {
          rolledBackComposing.push(composing);
          field = kept;
        },
        settle: () => undefined,
        giveBack: (text) => {
          field += text;
        },
      },
      onCode: (text) => codes.push(text),
      onLost: () => {
        lost += 1;
      },
    });
  });

  function wait(ms: number): void {
    now += ms;
    for (const timer of due.filter(({ at }) => at <= now)) {
      due = due.filter((one) => one !== timer);
      timer.what();
    }
  }

  /** One press after a pause; returns whether the page got it. */
  function press(pause: number, code: string, over: Partial<WedgeKey> = {}, lands = ''): boolean {
    wait(pause);
    const passes = wedge.keyDown(key(code, now, over)) === 'pass';
    if (passes) field += lands;
    if (passes && code === 'Enter') enters += 1;
    wedge.keyUp(code);
    return passes;
  }

  function type(text: string, pause: number, over: Partial<WedgeKey> = {}): void {
    for (const character of text) {
      const { code, shift } = pressFor(character);
      press(pause, code, { shift, ...over }, character);
    }
  }

  it.each([1, 10, 19, 40])('is understood at %i ms a key, with every printable character', (pause) => {
    type(PRINTABLE.join(''), pause);
    press(pause, 'Enter');
    expect(codes).toEqual([PRINTABLE.join('')]);
    expect([field, enters]).toEqual(['', 0]);
  });

  it('is known by pace whatever the code, and leaves the field as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...PRINTABLE), minLength: 6, maxLength: 80 }),
        fc.string({ unit: fc.constantFrom(...PRINTABLE), maxLength: 10 }),
        fc.constantFrom('Enter', 'NumpadEnter', 'Tab', ''),
        fc.integer({ min: 1, max: 40 }),
        (code, before, end, pause) => {
          codes = [];
          field = '';
          type(before, 61);
          wait(500);
          type(code, pause);
          if (end) press(pause, end);
          wait(WEDGE_LIMITS.silenceMs);
          expect(codes).toEqual([code]);
          expect(field).toBe(before);
          wait(1000);
        },
      ),
    );
  });

  it('is never seen in a person’s typing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...PRINTABLE), fc.integer({ min: 60, max: 900 })), {
          maxLength: 60,
        }),
        (typed) => {
          codes = [];
          field = '';
          for (const [character, pause] of typed) type(character, pause);
          wait(1000);
          expect([field, codes]).toEqual([typed.map(([character]) => character).join(''), []]);
        },
      ),
    );
  });

  it('ends its scan with silence where it sends no Enter', () => {
    type('LT1.abcdef', 10);
    wait(WEDGE_LIMITS.silenceMs - 1);
    expect(codes).toEqual([]);
    wait(1);
    expect(codes).toEqual(['LT1.abcdef']);
  });

  it('may falter inside a code without the code being split', () => {
    type('LT1.abcdef', 10);
    type('g', 150);
    type('hij', 10);
    press(10, 'Enter');
    expect(codes).toEqual(['LT1.abcdefghij']);
  });

  it('may send an Enter inside: that is two scans', () => {
    type('first-code', 10);
    press(10, 'Enter');
    type('second-code', 10);
    press(10, 'Enter');
    expect(codes).toEqual(['first-code', 'second-code']);
    expect([field, enters]).toEqual(['', 0]);
  });

  it('may end with two end keys; neither reaches the page, a later one does', () => {
    type('LT1.abcdef', 10);
    press(10, 'Enter');
    press(10, 'Enter');
    press(10, 'Tab');
    expect(enters).toBe(0);
    press(600, 'Enter');
    expect(enters).toBe(1);
  });

  it('presses Shift between its keys', () => {
    for (const character of 'AB:CDEF') {
      press(15, 'ShiftLeft', { shift: true });
      type(character, 15);
    }
    for (const letter of 'xyZ') {
      if (letter === 'Z') press(30, 'ShiftLeft', { shift: true });
      type(letter, 30);
    }
    press(15, 'Enter');
    expect(codes).toEqual(['AB:CDEFxyZ']);
  });

  it('is understood through an input method, which is made to let go', () => {
    type('37010219530412', 10, { composing: true });
    press(10, 'Enter', { composing: true });
    expect(codes).toEqual(['37010219530412']);
    expect(rolledBackComposing).toEqual([true]);
    expect([field, enters]).toEqual(['', 0]);
  });

  it('takes what landed back out of a half-typed value, and nothing else', () => {
    type('138', 90);
    wait(90);
    type('LT1.abcdef', 10);
    expect(field).toBe('138');
    press(10, 'Enter');
    type('05', 90);
    expect(field).toBe('13805');
  });

  it('gives a short burst back as typed, with the Enter behind it', () => {
    type('0037', 5);
    expect(field).toBe('');
    expect(press(5, 'Enter')).toBe(true);
    expect([field, enters, codes]).toEqual(['0037', 1, []]);
    type('12345', 5);
    wait(WEDGE_LIMITS.silenceMs);
    expect([field, codes]).toEqual(['003712345', []]);
  });

  it('gives back at once when a quick hand slows down', () => {
    type('abc', 30);
    type('d', 80);
    expect([field, codes]).toEqual(['abcd', []]);
  });

  it('is not a key that is held down', () => {
    press(500, 'KeyA', {}, 'a');
    for (let repeat = 0; repeat < 30; repeat += 1) press(30, 'KeyA', { repeat: true }, 'a');
    wait(1000);
    expect([field, codes]).toEqual(['a'.repeat(31), []]);
  });

  it('leaves shortcuts and single Enters to the page', () => {
    for (const one of [key('F8', 1), key('Enter', 2), key('KeyL', 3, { control: true }), key('ArrowDown', 4)])
      expect(wedge.keyDown(one)).toBe('pass');
    expect(codes).toEqual([]);
  });

  it('keeps the release of a taken key to itself, and of no other', () => {
    for (const at of [1, 2, 3]) wedge.keyDown(key(`Digit${at}`, at));
    expect(['Digit1', 'Digit2', 'Digit3', 'Digit3'].map(wedge.keyUp)).toEqual([
      'pass',
      'pass',
      'take',
      'pass',
    ]);
  });

  it('says when a code held what no keyboard can type, and hands on no part of it', () => {
    type('LT1.', 10);
    for (const digit of '5412') press(5, `Numpad${digit}`, { alt: true });
    type('abcdef', 10);
    press(10, 'Enter');
    expect([codes, lost, field]).toEqual([[], 1, '']);
    type('LT1.abcdef', 10);
    press(10, 'Enter');
    expect([codes, lost]).toEqual([['LT1.abcdef'], 1]);
  });

  it('keeps no more than a code may hold, however long it types', () => {
    type('x'.repeat(WEDGE_LIMITS.longestCode + 500), 1);
    press(1, 'Enter');
    expect([codes, lost, field]).toEqual([[], 1, '']);
    type('x'.repeat(WEDGE_LIMITS.longestCode), 1);
    press(1, 'Enter');
    expect(codes.map((code) => code.length)).toEqual([WEDGE_LIMITS.longestCode]);
  });

  it('goes by the time of the press, not of its handling', () => {
    // The page hung for a second: presses 90 ms apart are handled at once.
    const presses = [...'1380531'].map((digit, index) => key(`Digit${digit}`, index * 90));
    expect(presses.map(wedge.keyDown)).toEqual(Array(7).fill('pass'));
  });

  it('is forgotten when the window goes', () => {
    type('LT1.abcdef', 10);
    wedge.stop();
    wait(1000);
    expect(codes).toEqual([]);
  });
});

describe('keys', () => {
  it('give all 95 printable characters, each by its own press', () => {
    const given = PRINTABLE.map((character) => {
      const { code, shift } = pressFor(character);
      return meaningOf(key(code, 0, { shift }));
    });
    expect(given).toEqual(PRINTABLE.map((text) => ({ kind: 'character', text })));
  });

  it('know the number pad', () => {
    const texts = ['Numpad7', 'NumpadDecimal', 'NumpadAdd', 'NumpadDivide'].map((code) =>
      meaningOf(key(code, 0)),
    );
    expect(texts).toEqual([...'7.+/'].map((text) => ({ kind: 'character', text })));
  });

  it.each(['', 'toString', '__proto__', 'F8', 'Escape', 'IntlRo', 'Process'])(
    'know no character for %j',
    (code) => {
      expect(meaningOf(key(code, 0))).toEqual({ kind: 'other' });
    },
  );
});
