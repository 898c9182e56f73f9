import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PretendCard } from '../../../../../fixtures/devices';
import { systemClock, systemIds } from '../../../../../main/core/base';
import { readCredential } from '../../../../../main/core/credential';
import { createSamDecoder, type SamEvent } from '../../../../../main/core/device/framing/sam';
import { anna } from '../people';
import { addressAnswer, heardOf, readBaseAnswer, recordChunks, valuesIn } from './lines';

const CARDS: Record<string, PretendCard> = {
  'a resident card': anna,
  'a card with a check digit that does not fit': { ...anna, number: '110105194912310021' },
  'an expired card': { ...anna, validTo: '2020-02-29' },
  'a permit': { ...anna, document: 'hmt-permit', number: '810000199408230021', passNumber: 'H12345678' },
  'a foreigner’s card of 2017': {
    document: 'foreign-2017',
    name: 'MUSTERFRAU, ERIKA',
    sex: '2',
    birthDay: '1990-09-01',
    number: 'KAZ110090090123',
    validFrom: '2018-01-01',
    validTo: '2099-01-01',
    chineseName: '艾丽卡',
    nationality: 'KAZ',
  },
  'a foreigner’s card of 2023': {
    document: 'foreign-2023',
    name: '艾丽卡',
    englishName: 'MUSTERFRAU, ERIKA MARIA ALEXANDRA JOSEPHINE',
    sex: '2',
    birthDay: '1990-09-01',
    number: '937398199009010023',
    validFrom: '2024-01-01',
    validTo: '2034-01-01',
    nationality: 'KAZ',
  },
};

function decode(bytes: Uint8Array): SamEvent[] {
  const decoder = createSamDecoder();
  return [...decoder.push(bytes), ...decoder.silence()];
}

/** What the decoder makes of a stream, without what the answers hold. */
const structure = (bytes: Uint8Array) =>
  decode(bytes).map((event) =>
    event.kind === 'answer' ? { sw: event.sw, length: event.data.length } : event.failure.code,
  );

/** What the workstation makes of the card text in a "read base" answer. */
function credentialOf(frame: Uint8Array) {
  const [answer] = decode(frame);
  if (answer?.kind !== 'answer') throw new Error('no answer');
  const content = { kind: 'id-card-base' as const, text: answer.data.slice(4, 260) };
  const read = readCredential(
    { id: systemIds.next(), deviceId: 'x', receivedAt: systemClock.now(), content },
    { ids: systemIds, clock: systemClock },
  );
  if (!read.ok) return read.failure;
  if (read.value.kind !== 'id-card') throw new Error('no card');
  const { document, warnings, name, number, address, validTo } = read.value;
  return {
    document,
    warnings,
    lengths: [name.length, number.length, address.length],
    withoutEnd: validTo === null,
  };
}

describe('a recording of a reader', () => {
  it.each(Object.entries(CARDS))(
    'holds none of the values of %s and reads as the same kind',
    async (_, card) => {
      const frame = readBaseAnswer(card);
      expect(valuesIn(frame, card).length).toBeGreaterThan(1);
      const recording = await recordChunks('id-card', [frame]);
      const masked = heardOf(recording);
      expect(valuesIn(masked, card)).toEqual([]);
      expect(structure(masked)).toEqual(structure(frame));
      expect(credentialOf(masked)).toEqual(credentialOf(frame));
    },
  );

  it('holds nothing of photo and fingerprints', async () => {
    const masked = heardOf(await recordChunks('id-card', [readBaseAnswer(anna, 0x10)]));
    expect(structure(masked)).toEqual([{ sw: 0x90, length: 6 + 256 + 1024 + 1024 }]);
    expect([...masked.subarray(10 + 6 + 256, -1)].every((byte) => byte === 0)).toBe(true);
  });

  it('holds nothing of a newest address', async () => {
    const card = { ...anna, newestAddress: '山东省青岛市市南区某路 12 号' };
    const frame = addressAnswer(card);
    expect(valuesIn(frame, card)).toContain(card.newestAddress);
    const masked = heardOf(await recordChunks('id-card', [frame]));
    expect(valuesIn(masked, card)).toEqual([]);
    expect(structure(masked)).toEqual(structure(frame));
  });

  it('tells two persons apart and knows the same one again', async () => {
    const other = { ...anna, name: '李四', number: '370102198001010035', birthDay: '1980-01-01' };
    const frames = [anna, other, anna].map((card) => readBaseAnswer(card));
    const masked = heardOf(await recordChunks('id-card', frames));
    const [first, second, third] = decode(masked).map((event) => event.kind === 'answer' && event.data);
    expect(first).toEqual(third);
    expect(first).not.toEqual(second);
  });

  it('keeps a wrong check byte wrong and a cut-off answer cut off, without what they hold', async () => {
    const spoilt = readBaseAnswer(anna);
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 0x5a;
    const cut = readBaseAnswer(anna).slice(0, -40);
    for (const frame of [spoilt, cut]) {
      const masked = heardOf(await recordChunks('id-card', [frame]));
      expect(valuesIn(masked, anna)).toEqual([]);
      expect(structure(masked)[0]).toEqual(structure(frame)[0]);
    }
  });

  it('masks a whole answer that a cut-off one has swallowed', async () => {
    const stream = Buffer.concat([
      readBaseAnswer(anna).slice(0, 300),
      readBaseAnswer(anna),
      readBaseAnswer(anna),
    ]);
    const masked = heardOf(await recordChunks('id-card', [stream]));
    expect(valuesIn(masked, anna)).toEqual([]);
    expect(structure(masked).filter((event) => typeof event === 'object')).toEqual(
      structure(stream).filter((event) => typeof event === 'object'),
    );
  });

  it('leaks nothing through garbage and any way of cutting the stream, and cuts it the same way', async () => {
    const whole = readBaseAnswer(anna);
    const piece = fc.oneof(
      fc.constant(whole),
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(Uint8Array.of(0xaa, 0xaa, 0xaa), Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 9)),
      fc.nat(whole.length).map((length) => whole.slice(0, length)),
      fc.nat(whole.length).map((from) => whole.slice(from)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(4_000), { maxLength: 8 }),
        async (pieces, cuts) => {
          const stream = Buffer.concat(pieces);
          const places = [...new Set([0, ...cuts.filter((at) => at < stream.length), stream.length])].sort(
            (a, b) => a - b,
          );
          const chunks = places.slice(1).map((end, at) => stream.subarray(places[at] ?? 0, end));
          const recording = await recordChunks('id-card', chunks);
          const masked = heardOf(recording);
          expect(valuesIn(masked, anna)).toEqual([]);
          expect(recording.chunks.map(({ bytes }) => bytes.length)).toEqual(
            chunks.filter(({ length }) => length > 0).map(({ length }) => length),
          );
          expect(heardOf(await recordChunks('id-card', [stream]))).toEqual(masked);
        },
      ),
      { numRuns: 60 },
    );
  });
});
