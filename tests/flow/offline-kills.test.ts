/** The check of an entry, killed after each of its writes in turn: the next start goes on, and everything happens once. */
import { describe, expect, test } from 'vitest';
import { people } from '../../fixtures/people';
import { eventually } from '../support/departments';
import { must } from '../support/office';
import {
  acceptOffline,
  checked,
  fillOffline,
  goOnline,
  openOfflineHall,
  receivedBy,
} from '../support/offline-hall';

const {
  socialSecurityNumber = '',
  bankName = '',
  bankAccount = '',
} = people.find(({ id }) => id === 'p01')?.licences.find(({ typeSeq }) => typeSeq === 16)?.elements ?? {};

describe('an entry whose check is killed', () => {
  test.each([2, 7, 9, 11, 13, 14, 16])(
    'after %i writes is completed exactly once at the next start',
    async (writes) => {
      const it = await openOfflineHall();
      await it.away();
      await acceptOffline(it, 37, 'p01');
      fillOffline(it, { socialSecurityNumber, bankName, bankAccount });
      must(await it.hall.office.cases.submit());
      must(it.hall.office.cases.close());
      await it.back({ restart: false });
      await it.restart(writes);
      await goOnline(it).catch(() => undefined);
      const { offline } = it.hall.office;
      await eventually(() => it.isSpent() || offline.list(1)[0]?.state === 'closed');
      await it.restart();
      const [entry] = await checked(it);
      expect(entry).toMatchObject({ state: 'closed', outcome: 'confirmed' });
      const received = (await receivedBy(it)).map(({ number }) => number);
      expect(received).toEqual([entry?.receiptNumber, entry?.followUpNumber]);
      expect((await it.hall.office.checkAudit()).intact).toBe(true);
    },
  );
});
