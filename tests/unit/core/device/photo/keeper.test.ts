import { describe, expect, it } from 'vitest';
import type { CaseView, PhotoView } from '../../../../../main/contract/calls';
import { fail, ok, type Result } from '../../../../../main/contract/failures/failure';
import type { GiveUp, PhotoDecoder, PhotoImage } from '../../../../../main/contract/ports/photo';
import { createPhotoKeeper } from '../../../../../main/core/device';
import { aBmp } from './pictures';

/** A decoder whose answers come when the test says so. */
function slowDecoder() {
  const asked: { giveUp: GiveUp; answer: (result: Result<PhotoImage>) => Promise<void> }[] = [];
  const decoder: PhotoDecoder = {
    decode: (_block, giveUp) => {
      const { promise, resolve } = Promise.withResolvers<Result<PhotoImage>>();
      const answer = async (result: Result<PhotoImage>) => {
        resolve(result);
        await new Promise((resume) => setImmediate(resume));
      };
      asked.push({ giveUp, answer });
      return promise;
    },
  };
  return { decoder, asked };
}

function keeping(decoder: PhotoDecoder | null) {
  const shown: PhotoView[] = [];
  const keeper = createPhotoKeeper(decoder, (view) => shown.push(view));
  return { keeper, shown };
}

const aFace = (): Result<PhotoImage> => ok({ mediaType: 'image/bmp', bytes: aBmp(2, 2) });
const aBlock = () => new Uint8Array(1024).fill(9);
const NONE = { decoder: true, card: null };

function caseOf(frameId: string, state: CaseView['state'] = 'Identifying'): CaseView {
  const credential = { kind: 'id-card', frameId } as CaseView['credential'];
  return { state, credential } as CaseView;
}

describe('the photo of the card on the open case', () => {
  it('is shown once decoded, and what the card gave is overwritten', async () => {
    const { decoder, asked } = slowDecoder();
    const { keeper, shown } = keeping(decoder);
    const block = aBlock();
    keeper.follow(caseOf('f1'));
    keeper.take('f1', block);
    expect(keeper.view()).toEqual(NONE);
    const face = aFace();
    await asked[0]?.answer(face);
    expect(shown).toHaveLength(1);
    expect(keeper.view().card).toMatchObject({
      frameId: 'f1',
      failure: null,
      image: { mediaType: 'image/bmp' },
    });
    expect(block.every((byte) => byte === 0)).toBe(true);
    expect(face.ok && face.value.bytes.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['goes on to the form', caseOf('f1', 'ReviewingForm')],
    ['is closed or the clerk signs out', null],
    ['gets another card', caseOf('f2')],
  ])('goes when the case %s', async (_what, next) => {
    const { decoder, asked } = slowDecoder();
    const { keeper, shown } = keeping(decoder);
    keeper.follow(caseOf('f1'));
    keeper.take('f1', aBlock());
    await asked[0]?.answer(aFace());
    keeper.follow(caseOf('f1', 'ReviewingLicences'));
    expect(keeper.view().card).not.toBeNull();
    keeper.follow(next);
    expect(keeper.view()).toEqual(NONE);
    expect(shown.at(-1)).toEqual(NONE);
  });

  it('is not shown when the case has gone on before it was decoded, and decoding is given up', async () => {
    const { decoder, asked } = slowDecoder();
    const { keeper, shown } = keeping(decoder);
    keeper.follow(caseOf('f1'));
    keeper.take('f1', aBlock());
    keeper.follow(null);
    expect(asked[0]?.giveUp.aborted).toBe(true);
    await asked[0]?.answer(aFace());
    expect(shown).toEqual([]);
    expect(keeper.view()).toEqual(NONE);
  });

  it('is that of the last card, whichever is decoded first', async () => {
    const { decoder, asked } = slowDecoder();
    const { keeper } = keeping(decoder);
    keeper.follow(caseOf('f1'));
    keeper.take('f1', aBlock());
    keeper.follow(caseOf('f2'));
    keeper.take('f2', aBlock());
    await asked[1]?.answer(aFace());
    await asked[0]?.answer(aFace());
    expect(keeper.view().card?.frameId).toBe('f2');
  });

  it('is not even decoded for a card that is on no case', () => {
    const { decoder, asked } = slowDecoder();
    const { keeper } = keeping(decoder);
    const refused = aBlock();
    keeper.take('f1', refused);
    keeper.follow(caseOf('f1', 'ReviewingForm'));
    keeper.take('f1', aBlock());
    expect(asked).toEqual([]);
    expect(refused.every((byte) => byte === 0)).toBe(true);
  });

  it('fails as data, with a decoder that throws as well', async () => {
    const { decoder, asked } = slowDecoder();
    const { keeper } = keeping(decoder);
    keeper.follow(caseOf('f1'));
    keeper.take('f1', aBlock());
    await asked[0]?.answer(fail('PHOTO_NOT_DECODED', { why: 'hung' }));
    expect(keeper.view().card).toMatchObject({ image: null, failure: { code: 'PHOTO_NOT_DECODED' } });
    const broken = keeping({ decode: () => Promise.reject(new Error('broken')) });
    broken.keeper.follow(caseOf('f1'));
    broken.keeper.take('f1', aBlock());
    await new Promise((resume) => setImmediate(resume));
    expect(broken.keeper.view().card?.failure?.details).toEqual({ why: 'crashed' });
  });

  it('is never there without a decoder', () => {
    const { keeper } = keeping(null);
    const block = aBlock();
    keeper.follow(caseOf('f1'));
    keeper.take('f1', block);
    expect(keeper.view()).toEqual({ decoder: false, card: null });
    expect(block.every((byte) => byte === 0)).toBe(true);
  });
});
