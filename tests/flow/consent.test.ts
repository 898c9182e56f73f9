import { describe, expect, it } from 'vitest';
import { systemClock, systemIds } from '../../main/core/base';
import { failureOf, must, openTestOffice } from '../support/office';
import { askedOf, decideOnPhone, provinceWithPhones, takeBack } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const SUBSIDY = 37;

function officeAt(province: { url: string }, more: { clock?: typeof systemClock } = {}) {
  return openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url, ...more });
}

describe('asking the holder', () => {
  it('is shown at the window while the phone has not decided, and goes on by itself', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const asked = await hall.until((view) => view?.waiting?.for === 'holder');
    expect(asked).toMatchObject({ state: 'Authorising', consent: { way: 'shown-code' }, grant: null });
    expect(asked?.consent?.expiresAt).toBeGreaterThan(systemClock.now());
    expect((await askedOf(province)).map(({ operation }) => operation)).not.toContain('fetchLicence');

    await decideOnPhone(province, hall, { decision: 'grant' });
    const granted = await hall.until((view) => view?.state === 'ReviewingLicences');
    expect(granted?.grant).toMatchObject({ evidence: 'shown-code', actor: null, gaps: [] });
    expect(granted?.consent).toBeNull();
  });

  it('granted in part, fetches that part, lists the rest as withheld, and can be put again', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const allowed = [{ typeSeq: 1, elements: ['name', 'birthDay'] }];
    await decideOnPhone(province, hall, { decision: 'grant', allowed });
    const first = await hall.until((view) => view?.state === 'ReviewingLicences');
    expect(first?.grant?.licences.map(({ elements }) => Object.keys(elements).sort())).toEqual([
      ['birthDay', 'name'],
    ]);
    expect(first?.grant?.gaps).toContainEqual(expect.objectContaining({ typeSeq: 16, why: 'withheld' }));

    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    await decideOnPhone(province, hall, { decision: 'grant' });
    const second = await hall.until(
      (view) => view?.state === 'ReviewingLicences' && view.grant?.provinceRef !== first?.grant?.provinceRef,
    );
    expect(second?.grant?.gaps).toEqual([]);
    expect(second?.grant?.licences.length).toBe(second?.wanted.length);
  });

  it('put again and refused, leaves what was given before', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    await decideOnPhone(province, hall, { decision: 'grant', allowed: [{ typeSeq: 1, elements: ['name'] }] });
    const first = await hall.until((view) => view?.state === 'ReviewingLicences');
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    await decideOnPhone(province, hall, { decision: 'refuse' });
    const after = await hall.until((view) => view?.failure?.code === 'LICENCE_CONSENT_REFUSED');
    expect(after).toMatchObject({ state: 'ReviewingLicences' });
    expect(after?.grant?.provinceRef).toBe(first?.grant?.provinceRef);
  });

  it('refused, brings nothing and asks for a new showing', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    await decideOnPhone(province, hall, { decision: 'refuse' });
    const refused = await hall.until((view) => view?.failure?.code === 'LICENCE_CONSENT_REFUSED');
    expect(refused).toMatchObject({ state: 'Identifying', credential: null, grant: null });
    expect((await askedOf(province)).map(({ operation }) => operation)).not.toContain('listLicences');
  });

  it('not answered in time, is over', async () => {
    const province = await provinceWithPhones({ mode: 'manual', lifeMs: 300 });
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const expired = await hall.until((view) => view?.failure?.code === 'LICENCE_CONSENT_EXPIRED');
    expect(expired).toMatchObject({ state: 'Identifying', credential: null });
  });

  it('can be given up while the holder thinks; a late yes opens nothing', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const asked = await hall.until((view) => view?.waiting?.for === 'holder');
    must(hall.office.cases.abandon('申请人离开'));
    const ref = asked?.consent?.consentRef ?? '';
    await fetch(`${province.url}/admin/consents/${ref}/decide`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'grant' }),
    });
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p02');
    const next = await hall.until((view) => view?.state === 'ReviewingLicences');
    expect(next?.grant?.holder.name).toBe('许静兰');
    const listed = (await askedOf(province)).filter(({ operation }) => operation === 'listLicences');
    expect(new Set(listed.map(({ what }) => what))).toEqual(new Set([next?.grant?.provinceRef]));
  });

  it('survives a stop of the core: the same question is waited for, without another showing', async () => {
    const province = await provinceWithPhones();
    const [dir, key] = [tempDir(), systemIds.bytes(32)];
    const before = await openTestOffice({ dir, key, provinceUrl: province.url });
    must(before.office.cases.chooseItem(SUBSIDY));
    before.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const asked = await before.until((view) => view?.waiting?.for === 'holder');
    await before.close();

    const after = await openTestOffice({ dir, key, provinceUrl: province.url });
    expect(after.view()).toMatchObject({ state: 'Authorising', waiting: { for: 'holder' } });
    expect(after.view().consent?.consentRef).toBe(asked?.consent?.consentRef);
    await decideOnPhone(province, after, { decision: 'grant' });
    await after.until((view) => view?.state === 'ReviewingLicences');
    expect((await askedOf(province)).filter(({ operation }) => operation === 'requestConsent')).toHaveLength(
      1,
    );
  });

  it('is not taken up by another clerk than the one it was put for', async () => {
    const province = await provinceWithPhones();
    const [dir, key] = [tempDir(), systemIds.bytes(32)];
    const before = await openTestOffice({ dir, key, provinceUrl: province.url });
    must(before.office.cases.chooseItem(SUBSIDY));
    before.scan(province.issueCode('p01', 60_000)?.code ?? '');
    await before.until((view) => view?.waiting?.for === 'holder');
    await before.close();

    const after = await openTestOffice({ dir, key, provinceUrl: province.url, signedIn: false });
    after.office.session.resume({ account: 'test-02', name: '接班员', role: 'clerk', offline: false });
    expect(after.view()).toMatchObject({
      state: 'Identifying',
      consent: null,
      grant: null,
      failure: { code: 'LICENCE_GRANT_MISSING' },
    });
  });

  it('whose answer was lost costs the holder no second showing', async () => {
    const province = await provinceWithPhones({ mode: 'automatic' });
    const hall = await officeAt(province);
    province.addFault({ mode: 'drop-after', count: 3, path: '/v1/consents' });
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    const failed = await hall.until((view) => view?.state === 'Identifying' && view.failure !== null);
    expect(failed?.failure?.code).toMatch(/^PROVINCE_/);
    must(await hall.office.cases.authorise());
    expect(hall.view().state).toBe('ReviewingLicences');
  });
});

describe('a grant the holder takes back', () => {
  it('empties the case of what was fetched and tells the clerk, by call-back', async () => {
    const province = await provinceWithPhones({ mode: 'automatic' });
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p01');
    const granted = await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.fillForm());
    const { provinceRef = '' } = granted?.grant ?? {};
    await takeBack(province, provinceRef);
    const emptied = await hall.until((view) => view?.failure?.code === 'LICENCE_GRANT_REVOKED');
    expect(emptied).toMatchObject({ state: 'Identifying', grant: null, form: null, credential: null });
    expect(hall.office.auditLines(20)).toContainEqual(
      expect.objectContaining({ action: 'grant-taken-back', facts: { provinceRef } }),
    );
    expect(failureOf(hall.office.cases.fillForm())?.code).toBe('CASE_STATE');
  });

  it('between the yes and the fetch, leaves nothing in the case', async () => {
    const province = await provinceWithPhones();
    const hall = await officeAt(province);
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode('p01', 60_000)?.code ?? '');
    province.addFault({ mode: 'slow', count: 1, path: '/v1/licences/list', ms: 700 });
    await decideOnPhone(province, hall, { decision: 'grant' });
    await hall.until((view) => view?.waiting?.for === 'province');
    const ref = await grantRefOf(province);
    await takeBack(province, ref);
    const emptied = await hall.until((view) => view?.failure?.code === 'LICENCE_GRANT_REVOKED');
    expect(emptied).toMatchObject({ state: 'Identifying', grant: null, form: null });
  });
});

/** Of the list that is being asked for: the log has it once it is answered, the grant is known before. */
async function grantRefOf(province: { url: string }): Promise<string> {
  for (;;) {
    const lines = (await (await fetch(`${province.url}/admin/requests`)).json()) as { what: string }[];
    const line = lines.find(({ what }) => what.startsWith('G-'));
    if (line) return line.what;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
