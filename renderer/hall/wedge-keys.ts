/**
 * What a scanner in keyboard mode means by its keys: the physical key and Shift, never the character an input method or a
 * layout made of them. Scanners leave the factory with the US layout, which this table is; CapsLock plays no part.
 */

/** Physical key -> characters without and with Shift: all 95 printable ASCII characters. */
const KEYS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => [
      `Key${letter.toUpperCase()}`,
      letter + letter.toUpperCase(),
    ]),
  ),
  ...Object.fromEntries([...')!@#$%^&*('].map((mark, digit) => [`Digit${digit}`, `${digit}${mark}`])),
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`Numpad${digit}`, `${digit}${digit}`])),
  NumpadDecimal: '..',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
};

const ENDS: ReadonlySet<string> = new Set(['Enter', 'NumpadEnter', 'Tab']);

export interface WedgeKey {
  /** `KeyboardEvent.code`. */
  readonly code: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or the Windows key. */
  readonly control: boolean;
  readonly repeat: boolean;
  /** The key went to an input method (keyCode 229), or one is composing. */
  readonly composing: boolean;
  /** When the key was pressed, ms on a clock that never goes back: `Event.timeStamp`, not the time of its handling. */
  readonly at: number;
}

export type KeyMeaning =
  | { readonly kind: 'character'; readonly text: string }
  /** Alt and a digit of the number pad: how a scanner types what is not ASCII. The character itself cannot be told. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'end' | 'modifier' | 'other' };

export function meaningOf(key: WedgeKey): KeyMeaning {
  if (/^(Shift|Alt|Control|Meta)(Left|Right)$|^CapsLock$|^NumLock$/.test(key.code))
    return { kind: 'modifier' };
  if (key.control) return { kind: 'other' };
  if (key.alt) return /^Numpad\d$/.test(key.code) ? { kind: 'foreign' } : { kind: 'other' };
  if (ENDS.has(key.code)) return key.shift ? { kind: 'other' } : { kind: 'end' };
  const text = Object.hasOwn(KEYS, key.code) ? KEYS[key.code]?.[key.shift ? 1 : 0] : undefined;
  return text === undefined ? { kind: 'other' } : { kind: 'character', text };
}
