/** One receipt that something on the way always refuses must not keep the others from arriving. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../main/core/base';
import { must } from '../support/office';
import { busy, expectArrivedOnce, hallBehindMiddleman, page, says } from '../support/simulation/hall';
import { type Mischief, passOn } from '../support/simulation/middleman';

const HOUR_MS = 3_600_000;
const BUSY = busy(503, '60');

/** A line that was given up is tried again after seconds: here after a fraction of them. */
const hall = () => hallBehindMiddleman((ms, act) => systemClock.after(Math.min(ms, 60_000) / 100, act));
type Scene = Awaited<ReturnType<typeof hall>>;

/** Befalls the first receipt that is sent, whenever it is. */
function against(scene: Scene, mischief: Mischief, others: Mischief = passOn): () => string {
  let cursed = '';
  scene.middleman.receipts = (forward) => {
    const receiptId = scene.middleman.deliveries.at(-1) ?? '';
    cursed ||= receiptId;
    return receiptId === cursed ? mischief(forward) : others(forward);
  };
  return () => cursed;
}

/** Sends whatever waits, as if all pauses were over, until it is as asked. */
async function until(scene: Scene, test: () => boolean): Promise<void> {
  while (!test()) {
    await scene.office.delivery.drain({ evenLater: true });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const attemptsOf = (scene: Scene, receiptId: string) => scene.parcel(receiptId)?.attempts ?? 0;

describe('a receipt that is refused whenever it is sent', () => {
  it.each([
    ['a gateway’s page with 413', page(413)],
    ['a gateway’s page with 403', page(403)],
    ['JSON with 404 that is not the province’s', says(404, { message: 'no' })],
    ['a 500', page(500)],
    ['a signature that is not accepted', says(401, { code: 'SIGNATURE_INVALID', message: '' })],
    ['a line that is cut', async () => 'cut'],
  ] satisfies [string, Mischief][])(
    'with %s steps aside after five attempts; the others arrive, and it does when it may',
    async (_name, mischief) => {
      const scene = await hall();
      const cursed = against(scene, mischief);
      const bad = await scene.seal();
      const second = await scene.seal();
      expect(cursed()).toBe(bad);
      expect(scene.parcel(bad)).toMatchObject({ state: 'later', aside: false });
      expect(scene.parcel(second)?.state).toBe('waiting');
      await until(scene, () => scene.parcel(second)?.state === 'acknowledged');
      expect(scene.parcel(bad)).toMatchObject({ state: 'later', aside: true, provinceRef: '' });
      expect(attemptsOf(scene, bad)).toBeGreaterThanOrEqual(5);
      expect(scene.middleman.deliveries.slice(0, 5)).toEqual(Array(5).fill(bad));
      const third = await scene.seal();
      await until(scene, () => scene.parcel(third)?.state === 'acknowledged');
      expect(scene.parcel(third)?.attempts).toBe(1);
      scene.middleman.receipts = passOn;
      await until(scene, () => scene.parcel(bad)?.state === 'acknowledged');
      await expectArrivedOnce(scene, [second, third, bad]);
    },
  );

  it('is left to a person after a day, with its cause in the record, and goes when that person says so', async () => {
    const scene = await hall();
    let others: Mischief = BUSY;
    const cursed = against(scene, page(413), (forward) => others(forward));
    const bad = await scene.seal();
    const other = await scene.seal();
    expect(cursed()).toBe(bad);
    await until(scene, () => attemptsOf(scene, bad) >= 20);
    scene.setClock(25 * HOUR_MS);
    await until(scene, () => attemptsOf(scene, bad) >= 22);
    // Nothing else has arrived: it may still be the province.
    expect(scene.parcel(bad)).toMatchObject({ state: 'later', aside: true });
    expect(scene.parcel(other)).toMatchObject({ state: 'later', aside: false });
    others = passOn;
    await until(scene, () => scene.parcel(bad)?.state === 'parked');
    expect(scene.parcel(bad)?.lastFailure).toMatchObject({ code: 'OUTBOX_LONG_FAILED', retry: 'never' });
    const facts = { receiptId: bad, code: 'OUTBOX_LONG_FAILED', last: 'PROVINCE_ANSWER_INVALID' };
    expect(scene.office.auditLines(50)).toContainEqual(
      expect.objectContaining({ action: 'parcel-parked', facts }),
    );
    scene.middleman.receipts = passOn;
    must(scene.office.unpark(bad));
    await until(scene, () => scene.parcel(bad)?.state === 'acknowledged');
    await expectArrivedOnce(scene, [other, bad]);
  });
});

describe('receipts that all fail', () => {
  it('keep their order where nobody is reached, and where the province asks for a pause', async () => {
    const scene = await hall();
    scene.middleman.receipts = BUSY;
    const sealed = [await scene.seal(), await scene.seal()];
    const [first = ''] = sealed;
    await until(scene, () => attemptsOf(scene, first) >= 8);
    const { provinceUrl } = scene.options;
    scene.options.provinceUrl = 'http://127.0.0.1:1';
    await until(scene, () => attemptsOf(scene, first) >= 30);
    expect(scene.parcel(first)).toMatchObject({ state: 'later', aside: false });
    scene.options.provinceUrl = provinceUrl;
    scene.middleman.receipts = passOn;
    await until(scene, () => sealed.every((id) => scene.parcel(id)?.state === 'acknowledged'));
    await expectArrivedOnce(scene, sealed);
  });
});
