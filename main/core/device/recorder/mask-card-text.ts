import { calendarDay } from '../../base';
import { inventBirthDay, inventForeignNumber, inventIdentityNumber, inventText } from './invent';

type Place = readonly [offset: number, length: number];

interface Places {
  readonly sex: Place;
  readonly nation: Place | null;
  readonly birth: Place;
  readonly number: Place;
  /** First six digits of an invented number. */
  readonly region: string;
}

/** Offsets and lengths in UTF-16 units, by the document's flag. */
const CITIZEN = { sex: [15, 1], nation: [16, 2], birth: [18, 8], number: [61, 18] } as const;
const PLACES: Readonly<Record<string, Places>> = {
  ' ': { ...CITIZEN, region: '370100' },
  J: { ...CITIZEN, nation: null, region: '810000' },
  I: { sex: [60, 1], nation: null, birth: [110, 8], number: [61, 15], region: '' },
  Y: { ...CITIZEN, nation: null, region: '937156' },
};
const FROM: Place = [94, 8];
const TO: Place = [102, 8];
const FLAG = 124;

/**
 * The 256 bytes of a card with an invented person on them, of the same document. Names and addresses keep their lengths
 * and their kinds of character; a number keeps whether its check, birthday and sex fit; an expired card stays expired.
 */
export function maskCardText(bytes: Uint8Array, seed: number, today: string): Uint8Array {
  const text = Buffer.from(bytes).toString('utf16le');
  const units = inventText(text, seed).split('');
  const places = PLACES[text[FLAG] ?? ''];
  const cut = ([offset, length]: Place) => text.slice(offset, offset + length);
  const put = ([offset, length]: Place, value: string) => {
    units.splice(offset, length, ...value.padEnd(length, ' ').slice(0, length).split(''));
  };

  units[FLAG] = text[FLAG] ?? ' ';
  if (places) {
    const { sex, nation, birth, number, region } = places;
    if (/[12]/.test(cut(sex))) put(sex, '1');
    else if (/[09]/.test(cut(sex))) put(sex, cut(sex));
    if (nation && /^\d\d$/.test(cut(nation))) put(nation, '01');
    const oldBirth = cut(birth);
    if (calendarDay(oldBirth) !== null) put(birth, inventBirthDay(seed));
    const invented = inventNumber(cut(number).trimEnd(), oldBirth, seed, region, cut(sex));
    if (invented !== null) put(number, invented);
    put(FROM, inventLimit(cut(FROM), today, seed));
    put(TO, inventLimit(cut(TO), today, seed));
  }
  return new Uint8Array(Buffer.from(units.join(''), 'utf16le'));
}

/** Null where this is no number of a known form. */
function inventNumber(
  number: string,
  birth: string,
  seed: number,
  region: string,
  sex: string,
): string | null {
  if (/^[A-Z]{3}\d{12}$/.test(number)) {
    const same = number.slice(7, 13) === birth.slice(2);
    return inventForeignNumber(number, same ? inventBirthDay(seed) : '19700101');
  }
  if (!/^\d{17}[\dXx]$/.test(number)) return null;
  const same = number.slice(6, 14) === birth && calendarDay(birth) !== null;
  // The invented card says male.
  const sexFits = !/[12]/.test(sex) || Number(number[16]) % 2 === Number(sex) % 2;
  return inventIdentityNumber(number, {
    region,
    birth: same ? inventBirthDay(seed) : '19700101',
    odd: sexFits,
  });
}

/** A day stays on its side of today; what is no day, such as 长期, says nothing of anybody unless it is digits. */
function inventLimit(value: string, today: string, seed: number): string {
  if (calendarDay(value) !== null) return value < today ? '20200101' : '20991231';
  return value.startsWith('长期') ? value : inventText(value, seed);
}
