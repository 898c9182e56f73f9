import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { createLink, createProvinceClient, type ProvinceClient } from '../../main/core/province';
import { openQueue } from '../support/queue';
import { tempDir } from '../support/temp-dir';

type Deliver = ProvinceClient['deliverParcel'];

/** A window's queue before a province on a quick line; `around` is what befalls each delivery. */
async function quickLine(around: (deliver: Deliver, at: number) => Deliver = (deliver) => deliver) {
  const dir = tempDir();
  const province = await startProvince({ admin: true, dataDir: join(dir, 'province') });
  onTestFinished(() => province.stop());
  const { transport, close } = createLink({
    baseUrl: () => province.url,
    clock: systemClock,
    ids: systemIds,
    credential: null,
  });
  onTestFinished(close);
  const client = createProvinceClient(transport, systemClock);
  const seen = { sent: 0, underWay: 0, most: 0 };
  const queue = openQueue(dir, async (queued, pdf) => {
    seen.sent += 1;
    seen.underWay += 1;
    seen.most = Math.max(seen.most, seen.underWay);
    const answer = await around(client.deliverParcel, seen.sent)(queued, pdf);
    seen.underWay -= 1;
    return answer;
  });
  const received = async () =>
    (
      (await (await fetch(`${province.url}/admin/receipts`)).json()) as {
        receiptId: string;
        attempts: number;
      }[]
    ).map(({ receiptId, attempts }) => ({ receiptId, attempts }));
  return { queue, seen, received };
}

const cut = { code: 'PROVINCE_UNREACHABLE', retry: 'automatic', details: {} } as const;
const once = (receiptIds: string[]) => receiptIds.map((receiptId) => ({ receiptId, attempts: 1 }));

describe('on a quick line', () => {
  it('delivers many in the order of their sealing, each once and never two at the same time', async () => {
    const { queue, seen, received } = await quickLine();
    const receiptIds = Array.from({ length: 21 }, () => queue.seal());
    expect(await queue.drain()).toMatchObject({ acknowledged: 21, leased: 0, waiting: 0 });
    expect(await received()).toEqual(once(receiptIds));
    expect(seen).toMatchObject({ sent: 21, most: 1 });
  });

  it('sends nothing past one that was not delivered, and what was taken ahead keeps its place', async () => {
    let isCut = true;
    const { queue, seen, received } = await quickLine((deliver, at) =>
      isCut && at === 6 ? async () => ({ ok: false, failure: cut }) : deliver,
    );
    const receiptIds = Array.from({ length: 12 }, () => queue.seal());
    expect(await queue.drain()).toMatchObject({ acknowledged: 5, later: 1, waiting: 6, leased: 0 });
    expect(seen.sent).toBe(6);
    expect(receiptIds.slice(6).map((id) => queue.parcel(id)?.attempts)).toEqual([0, 0, 0, 0, 0, 0]);
    isCut = false;
    await queue.drainUntilDone();
    expect(await received()).toEqual(once(receiptIds));
  });

  it('parks one that the province refuses and goes on behind it', async () => {
    const { queue, received } = await quickLine();
    const before = Array.from({ length: 5 }, () => queue.seal());
    const refused = queue.seal({ spoilt: true });
    const behind = Array.from({ length: 5 }, () => queue.seal());
    expect(await queue.drain()).toMatchObject({ acknowledged: 10, parked: 1, leased: 0 });
    expect(queue.parcel(refused)?.lastCode).toBe('PROVINCE_REFUSED');
    expect(await received()).toEqual(once([...before, ...behind]));
  });
});
