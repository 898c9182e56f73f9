/** Within a case nothing overtakes: what follows a provisional receipt comes after it, whatever befalls that. */
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { must } from '../support/office';
import {
  acceptOffline,
  checked,
  fillOffline,
  goOnline,
  type OfflineHall,
  openOfflineHall,
  receivedBy,
} from '../support/offline-hall';

const ITEM = 37;
const ATTEMPTS = 12;

async function takeIn(it: OfflineHall, personId: string): Promise<{ id: string; number: string }> {
  const card = people.find(({ id }) => id === personId)?.licences.find(({ typeSeq }) => typeSeq === 16);
  const { socialSecurityNumber = '', bankName = '', bankAccount = '' } = card?.elements ?? {};
  await acceptOffline(it, ITEM, personId);
  fillOffline(it, { socialSecurityNumber, bankName, bankAccount });
  const { receipt } = must(await it.hall.office.cases.submit());
  must(it.hall.office.cases.close());
  return { id: receipt?.id ?? '', number: receipt?.number ?? '' };
}

const parcelOf = (it: OfflineHall, receiptId: string) =>
  it.hall.office.parcels(20).find((each) => each.receiptId === receiptId);

/** Something else gets through, so that the line is not given up. */
const getThrough = ({ hall }: OfflineHall) =>
  hall.link.transport({ method: 'GET', path: '/v1/health', deadlineMs: 5_000, open: true });

describe('what follows a provisional receipt', () => {
  it('waits for it also where it has stepped aside, while another case goes all its way', async () => {
    const it = await openOfflineHall();
    await it.away();
    const first = await takeIn(it, 'p01');
    const other = await takeIn(it, 'p02');
    await it.back({
      options: { faults: [{ mode: 'drop-before', count: ATTEMPTS, path: `/v1/receipts/${first.id}` }] },
    });
    while (parcelOf(it, other.id)?.state !== 'acknowledged') {
      await getThrough(it);
      await goOnline(it);
    }
    expect(parcelOf(it, first.id)).toMatchObject({ state: 'later', aside: true });
    const entries = it.hall.office.offline.list(5);
    expect(entries.find(({ receiptNumber }) => receiptNumber === first.number)).toMatchObject({
      state: 'to-check',
      followUpNumber: '',
    });
    expect(await received(it)).toContain(other.number);
    while (parcelOf(it, first.id)?.state !== 'acknowledged') {
      await getThrough(it);
      await goOnline(it);
    }
    const done = await checked(it);
    expect(done.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(
      Array(2).fill('closed confirmed'),
    );
    const arrived = await received(it);
    for (const { receiptNumber, followUpNumber } of done)
      expect(arrived.indexOf(followUpNumber)).toBeGreaterThan(arrived.indexOf(receiptNumber));
    expect(arrived).toHaveLength(4);
    expect(arrived.indexOf(first.number)).toBeGreaterThan(arrived.indexOf(other.number));
  });
});

const received = async (it: OfflineHall) => (await receivedBy(it)).map(({ number }) => number);
