/** Signing in by card, from the frame of the reader to the province's word and back. */
import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

it('takes the clerk’s card for the clerk and every other for nobody’s, and afterwards the applicant’s for the applicant’s', async () => {
  const province = await startProvince({ admin: true });
  // The test itself sends it away at the end.
  onTestFinished(() => province.stop().catch(() => undefined));
  const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
  const hall = await openTestOffice({ ...profile, signedIn: false });
  const { session } = hall.office;
  const card = () => session.card.view();
  const asked = async () => {
    const log = (await (await fetch(`${province.url}/admin/requests`)).json()) as { operation: string }[];
    return log.filter(({ operation }) => operation === 'signInByCard').length;
  };

  hall.layCard('p01');
  await expect.poll(() => card()?.failure?.code).toBe('CLERK_CARD_FIRST');
  expect(await asked()).toBe(0);
  session.card.awaitCard();
  hall.layCard('p01');
  await expect.poll(() => card()?.failure?.code).toBe('CLERK_CARD_UNKNOWN');
  session.card.awaitCard();
  hall.layCard('p162');
  await expect.poll(() => card()?.confirm?.account).toBe('370102-90');
  expect(session.current()).toBeNull();
  const supervisor = province.accounts.find(({ role }) => role === 'supervisor');
  must(await session.signIn('370102-90', supervisor?.secret ?? ''));
  session.signOut();
  session.card.awaitCard();
  hall.layCard('p146');
  await expect.poll(() => session.current()).toMatchObject({ account: '370102-01', offline: false });
  expect(await asked()).toBe(3);

  // At work the same reader says who is at the window, whoever that is.
  must(hall.office.cases.chooseItem(37));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  session.lock('asked');
  hall.layCard('p02');
  hall.layCard('p146');
  await expect.poll(() => session.current()?.account).toBe('370102-01');
  expect(hall.view().state).toBe('ReviewingLicences');
  expect(await asked()).toBe(4);
  await province.stop();
  session.signOut();
  hall.layCard('p146');
  await expect.poll(() => session.current()).toMatchObject({ account: '370102-01', offline: true });
  const ways = hall.office.auditLines(50).filter(({ facts }) => facts.by === 'card');
  expect(ways.map(({ actor, action }) => `${actor} ${action}`).reverse()).toEqual([
    'station sign-in-refused',
    '370102-01 sign-in',
    '370102-01 window-unlocked',
    '370102-01 sign-in',
  ]);
});
