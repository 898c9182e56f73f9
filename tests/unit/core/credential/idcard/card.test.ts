import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeForeign2017Text,
  encodeForeign2023Text,
  encodeHmtPermitText,
  encodeResidentText,
} from '../../../../../fixtures/devices';
import { encodeField } from '../../../../../fixtures/devices/card-text';
import { Credential } from '../../../../../main/contract/flow/credential';
import { readCredential } from '../../../../../main/core/credential';
import { cardFrame, ports } from '../frames';

const resident = {
  name: '张三',
  sex: '2',
  nation: '01',
  birthDay: '1949-12-31',
  address: '山东省济南市历下区某街 1 号',
  number: '11010519491231002X',
  issuer: '济南市公安局历下分局',
  validFrom: '2016-01-01',
  validTo: '2036-01-01',
};

function read(text: Uint8Array<ArrayBuffer>, instant?: number) {
  const result = readCredential(cardFrame(text), ports(instant));
  if (result.ok) Credential.parse(result.value);
  return result.ok ? result.value : result.failure;
}

/** The text with a field changed to what no encoder would write. */
function changed(offset: number, text: string): Uint8Array<ArrayBuffer> {
  const bytes = encodeResidentText(resident);
  bytes.set(Buffer.from(text, 'utf16le'), offset);
  return bytes;
}

describe('the text of an ID card', () => {
  it('reads a resident card', () => {
    const frame = cardFrame(encodeResidentText(resident));
    expect(readCredential(frame, ports())).toMatchObject({
      ok: true,
      value: { ...resident, kind: 'id-card', document: 'resident', frameId: frame.id, warnings: [] },
    });
  });

  it('reads a permit of a Hong Kong, Macao or Taiwan resident, which has no nation', () => {
    const permit = {
      ...resident,
      document: 'hmt-permit' as const,
      number: '810000199408230021',
      birthDay: '1994-08-23',
    };
    expect(read(encodeHmtPermitText({ ...permit, passNumber: 'H12345678' }))).toMatchObject({
      document: 'hmt-permit',
      name: '张三',
      nation: '',
      address: resident.address,
      issuer: resident.issuer,
      number: '810000199408230021',
      warnings: [],
    });
  });

  const foreign = {
    sex: '1',
    birthDay: '1990-12-31',
    nationality: 'KAZ',
    validFrom: '2020-05-01',
    validTo: '2030-05-01',
  };

  it("reads a foreigner's 2017 card, by the Chinese name where there is one", () => {
    const card = {
      ...foreign,
      document: 'foreign-2017' as const,
      name: 'NURSULTAN, TESTBEK',
      number: 'KAZ110090123105',
    };
    const rest = {
      document: 'foreign-2017',
      birthDay: '1990-12-31',
      nation: '',
      validTo: '2030-05-01',
      warnings: [],
    };
    expect(read(encodeForeign2017Text(card))).toMatchObject({
      ...rest,
      name: 'NURSULTAN, TESTBEK',
      sex: '1',
    });
    expect(read(encodeForeign2017Text({ ...card, chineseName: '努尔' }))).toMatchObject({
      ...rest,
      name: '努尔',
    });
  });

  it("reads a foreigner's 2023 card, with an English name that goes on in a second field", () => {
    const card = {
      ...foreign,
      document: 'foreign-2023' as const,
      name: '努尔',
      englishName: `${'A'.repeat(34)} ${'B'.repeat(11)}`,
      number: '937398199012310012',
    };
    expect(read(encodeForeign2023Text(card))).toMatchObject({
      document: 'foreign-2023',
      name: '努尔',
      warnings: [],
    });
    expect(read(encodeForeign2023Text({ ...card, name: ' ' }))).toMatchObject({ name: card.englishName });
  });

  it('reads 长期 as no end', () => {
    expect(read(encodeResidentText({ ...resident, validTo: null }))).toMatchObject({ validTo: null });
  });

  it('keeps rare characters beyond the first plane', () => {
    expect(read(encodeResidentText({ ...resident, name: '𫖯𬀩·阿卜杜' }))).toMatchObject({
      name: '𫖯𬀩·阿卜杜',
      warnings: [],
    });
  });

  it('gives private characters whose code point is known now in both forms', () => {
    const text = encodeResidentText({
      ...resident,
      name: '张\uE863',
      address: '某\uE831村',
      issuer: '\uE854局',
    });
    expect(read(text)).toMatchObject({
      name: '张\u4DAE',
      nameOnCard: '张\uE863',
      address: '某\u{215D7}村',
      issuer: '\u9FBA局',
      warnings: [],
    });
    expect(read(encodeResidentText(resident))).toMatchObject({ name: '张三', nameOnCard: '' });
  });

  it('has every published one, and maps none to a private one or to the same as another', () => {
    const standard: string[] = [];
    for (let code = 0xe815; code <= 0xe864; code += 1) {
      const card = read(encodeResidentText({ ...resident, name: String.fromCharCode(code) }));
      if ('name' in card) standard.push(card.name);
    }
    expect(standard).toHaveLength(80);
    expect(new Set(standard).size).toBe(80);
    expect(standard.join('')).not.toMatch(/\p{Co}/u);
    // The platform's own GB18030 table has all but those of plane 2.
    const decoder = new TextDecoder('gb18030');
    const byPlatform = standard.map((_, at) =>
      decoder.decode(Uint8Array.of(0xfe, at < 47 ? 0x50 + at : 0x51 + at)),
    );
    const differing = standard.filter((character, at) => character !== byPlatform[at]);
    expect(differing).toEqual(['𠂇', '𠂉', '𠃌', '𡗗', '𢦏', '𤇾']);
  });

  it('warns of private characters that nobody knows', () => {
    expect(read(encodeResidentText({ ...resident, name: '张\uE0AB' }))).toMatchObject({
      name: '张\uE0AB',
      nameOnCard: '',
      warnings: ['private-characters'],
    });
    expect(read(encodeResidentText({ ...resident, address: '某村\u{F0001}' }))).toMatchObject({
      warnings: ['private-characters'],
    });
  });

  const moved = '山东省济南市市中区新街 2 号';
  it.each([
    ['goes before the printed one', encodeField(moved, 70), moved],
    ['is left out of account where it is blank', encodeField('', 70), resident.address],
    ['is left out of account where it is no text', new Uint8Array(70).fill(0xd8), resident.address],
    ['is left out of account where its length is wrong', encodeField(moved, 68), resident.address],
  ])('the newest address %s', (_, newestAddress, address) => {
    const frame = cardFrame(encodeResidentText(resident));
    const content = { ...frame.content, newestAddress } as typeof frame.content;
    expect(readCredential({ ...frame, content }, ports())).toMatchObject({ ok: true, value: { address } });
  });

  it.each([
    ['a wrong check digit', { number: '110105194912310021' }, ['check-digit']],
    ['a sex that the number contradicts', { sex: '1' }, ['sex-mismatch']],
    ['a birthday that the number contradicts', { birthDay: '1949-12-30' }, ['birth-mismatch']],
    ['a lower-case x', { number: '11010519491231002x' }, []],
  ])('accepts %s, with a warning where one is due', (_, change, warnings) => {
    expect(read(encodeResidentText({ ...resident, ...change }))).toMatchObject({ kind: 'id-card', warnings });
  });

  it('accepts a card on its last day in the hall and refuses it on the next', () => {
    const text = encodeResidentText({ ...resident, validTo: '2026-06-01' });
    expect(read(text, Date.UTC(2026, 5, 1, 15, 59))).toMatchObject({ kind: 'id-card' });
    expect(read(text, Date.UTC(2026, 5, 1, 16, 0))).toMatchObject({ code: 'CREDENTIAL_CARD_EXPIRED' });
  });

  it('does not guess at a document it does not know', () => {
    expect(read(changed(248, 'Z'))).toMatchObject({ code: 'CREDENTIAL_CARD_TYPE_UNKNOWN' });
  });

  it.each([
    ['no name', changed(0, ' '.repeat(15)), 'name'],
    ['a sex that is none', changed(30, '男'), 'sex'],
    ['a nation that is no number', changed(32, '汉 '), 'nation'],
    ['a birthday that is no day', changed(36, '19490230'), 'birth'],
    ['a number that is none', changed(122, 'ABCDEFGHIJKLMNOPQR'), 'number'],
    ['no end of validity', changed(204, ' '.repeat(8)), 'valid-to'],
    ['half a character', changed(0, '张\uD86D '), 'block'],
    ['too few bytes', new Uint8Array(255), 'block'],
  ])('refuses %s and tells the field, never the value', (_, text, field) => {
    expect(read(text)).toEqual({ code: 'CREDENTIAL_CARD_TEXT_INVALID', retry: 'clerk', details: { field } });
  });

  it('gives a credential that fits the contract or a failure, whatever the 256 bytes are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 256, maxLength: 256 }),
        fc.constantFrom(' ', 'I', 'J', 'Y'),
        (bytes, flag) => {
          const text = new Uint8Array(bytes);
          text.set(Buffer.from(flag, 'utf16le'), 248);
          read(text);
        },
      ),
      { numRuns: 200 },
    );
  });
});
