/** Receipts wait while the line itself is broken, and arrive in their order once it is mended. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ProvinceOptions, startProvince } from '../../fixtures/province';
import type { Clock } from '../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../main/core/base';
import { must, openTestOffice } from '../support/office';
import { seal } from '../support/simulation/hall';
import { tempDir } from '../support/temp-dir';

const DAY_MS = 86_400_000;

/** A province over TLS that can be stopped and started again, and a hall enrolled there with two receipts waiting. */
async function twoWaiting() {
  const kept = { dataDir: tempDir(), admin: true, secure: true } satisfies ProvinceOptions;
  let province = await startProvince(kept);
  const port = Number(new URL(province.url).port);
  onTestFinished(() => province.stop());
  const options = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
  const hall = await openTestOffice(options);
  must(await hall.enrol(`${(await province.issueEnrolmentCode(60_000)).code}\n${province.caPem}`));
  must(await hall.office.seal.ready());
  province.addFault({ mode: 'refuse-503', count: 1, path: '/v1/receipts', retryAfterSeconds: 600 });
  const sealed = [await seal(hall), await seal(hall)];
  const parcels = () =>
    sealed.map((receiptId) => hall.office.parcels(9).find((each) => each.receiptId === receiptId));
  return {
    options,
    async restart(clock: Clock = systemClock) {
      await province.stop();
      province = await startProvince({ ...kept, port, clock });
    },
    send: () => hall.office.delivery.drain({ evenLater: true }),
    parcels,
    async expectWaiting(failure: object) {
      expect(parcels()).toMatchObject([
        { state: 'later', aside: false, lastFailure: failure },
        { state: 'waiting', attempts: 0 },
      ]);
    },
    async expectArrived() {
      expect(parcels()).toMatchObject([{ state: 'acknowledged' }, { state: 'acknowledged' }]);
      const held = await (await fetch(`${province.adminUrl}/admin/receipts`)).json();
      expect(held).toMatchObject(sealed.map((receiptId) => ({ receiptId })));
      expect((await hall.office.checkAudit()).intact).toBe(true);
    },
  };
}

describe('receipts that wait', () => {
  it('arrive when the province’s name can be looked up again', async () => {
    const it = await twoWaiting();
    const { provinceUrl } = it.options;
    it.options.provinceUrl = 'https://zwfw.shandong.invalid';
    for (let tries = 0; tries < 3; tries += 1) await it.send();
    await it.expectWaiting({ code: 'PROVINCE_UNREACHABLE', retry: 'automatic' });
    it.options.provinceUrl = provinceUrl;
    await it.send();
    await it.expectArrived();
  });

  it('arrive when the province’s certificate, which had expired, has been renewed', async () => {
    const it = await twoWaiting();
    await it.restart({ ...systemClock, now: () => systemClock.now() - 400 * DAY_MS });
    for (let tries = 0; tries < 6; tries += 1) await it.send();
    await it.expectWaiting({ code: 'PROVINCE_UNTRUSTED', retry: 'automatic' });
    await it.restart();
    await it.send();
    await it.expectArrived();
  });
});
