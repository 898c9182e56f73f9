import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { completeForm, failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;

async function securely(): Promise<Province> {
  const province = await startProvince({ admin: true, secure: true });
  onTestFinished(() => province.stop());
  return province;
}

const UNKNOWN_CALLER = ['CLIENT_UNKNOWN', 'TOKEN_INVALID', 'SIGNATURE_INVALID', 'REQUEST_REPLAYED'];

const papersOf = async (province: Province) =>
  `${(await province.issueEnrolmentCode(60_000)).code}\n${province.caPem}`;

interface LoggedRequest {
  operation: string;
  client: string;
  outcome: string;
}
const inside = async <T>(province: Province, path: string): Promise<T[]> =>
  (await (await fetch(`${province.adminUrl}/admin/${path}`)).json()) as T[];

function hallFor(
  province: Pick<Province, 'url'>,
  dir = tempDir(),
  key = systemIds.bytes(32),
): Promise<TestOffice> {
  return openTestOffice({ dir, key, provinceUrl: province.url });
}

async function oneCase(hall: TestOffice): Promise<string> {
  must(hall.office.cases.chooseItem(ITEM));
  hall.layCard('p01');
  const reviewed = await hall.until((view) => view?.state === 'ReviewingLicences' || view?.failure !== null);
  expect(reviewed?.failure).toBeNull();
  expect(reviewed?.grant?.licences.map(({ verdict }) => verdict)).not.toContain('undetermined');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  return must(await hall.office.cases.submit()).receipt?.id ?? '';
}

describe('a workstation and a province that let in nobody they do not know', () => {
  it('goes from the enrolment code to a delivered receipt, every request in its own name', async () => {
    const province = await securely();
    const hall = await hallFor(province);
    const { clientId } = must(await hall.enrol(await papersOf(province)));
    must(await hall.office.seal.ready());
    const receiptId = await oneCase(hall);
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(await inside<{ receiptId: string }>(province, 'receipts')).toMatchObject([{ receiptId }]);
    const asked = (await inside<LoggedRequest>(province, 'requests')).filter(
      ({ operation }) => operation !== 'enrolClient',
    );
    expect(asked.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['issueToken', 'enrolSeal', 'requestConsent', 'listLicences', 'takeReceipt']),
    );
    expect(asked.filter(({ client }) => client !== clientId)).toEqual([]);
    expect(asked.filter(({ outcome }) => UNKNOWN_CALLER.includes(outcome))).toEqual([]);
    expect(hall.office.watch.view().credential).toMatchObject({ state: 'ready' });
  });

  it('knows itself again after a restart', async () => {
    const province = await securely();
    const [dir, key] = [tempDir(), systemIds.bytes(32)];
    const first = await hallFor(province, dir, key);
    must(await first.enrol(await papersOf(province)));
    await first.close();
    const second = await hallFor(province, dir, key);
    must(await second.office.seal.ready());
  });

  it('sends nothing at all before it is enrolled, and says so', async () => {
    const province = await securely();
    const hall = await hallFor(province);
    const asked = await hall.office.seal.ready();
    expect(failureOf(asked)).toMatchObject({
      code: 'RECEIPT_SEAL_MISSING',
      details: { why: 'PROVINCE_NOT_ENROLLED' },
    });
    expect(await inside(province, 'requests')).toEqual([]);
  });

  it('gives up a seal of another root for one of the province it was enrolled with', async () => {
    const [plain, province] = [await startProvince(), await securely()];
    onTestFinished(() => plain.stop());
    const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: plain.url };
    const hall = await openTestOffice(profile);
    const before = must(await hall.office.seal.ready());
    profile.provinceUrl = province.url;
    must(await hall.enrol(await papersOf(province)));
    const after = must(await hall.office.seal.ready());
    const rootOf = (chain: readonly Uint8Array[]) => Buffer.from(chain.at(-1) ?? []).toString('base64');
    expect(rootOf(before.chain)).not.toBe(rootOf(after.chain));
    expect(hall.office.seal.roots().map((root) => rootOf([root]))).toEqual([rootOf(after.chain)]);
  });

  it('uses a code once', async () => {
    const province = await securely();
    const [hall, other] = [await hallFor(province), await hallFor(province)];
    const papers = await papersOf(province);
    must(await hall.enrol(papers));
    expect(failureOf(await other.enrol(papers))).toMatchObject({ code: 'PROVINCE_ENROLMENT_REFUSED' });
  });

  it('shows nobody its code who is not the province of the papers', async () => {
    const [province, impostor] = [await securely(), await securely()];
    const hall = await hallFor(impostor);
    const papers = await papersOf(province);
    expect(failureOf(await hall.enrol(papers))).toMatchObject({ code: 'PROVINCE_UNTRUSTED' });
    expect(await inside(impostor, 'requests')).toEqual([]);
  });

  it('keeps what it cannot send when the province no longer knows it, and delivers it after a new enrolment', async () => {
    const province = await securely();
    const hall = await hallFor(province);
    const { clientId } = must(await hall.enrol(await papersOf(province)));
    must(await hall.office.seal.ready());
    province.addFault({ mode: 'drop-before', count: 1, path: '/v1/receipts' });
    await oneCase(hall);
    await hall.until((view) => view?.receipt?.delivery === 'later');
    await fetch(`${province.adminUrl}/admin/clients/${clientId}/withdraw`, { method: 'POST' });
    await hall.office.delivery.drain({ evenLater: true });
    expect(hall.office.parcels(5)).toMatchObject([
      { state: 'later', lastFailure: { code: 'PROVINCE_CLIENT_REFUSED' } },
    ]);
    must(await hall.enrol(await papersOf(province)));
    await hall.office.delivery.drain({ evenLater: true });
    expect(hall.office.parcels(5)).toMatchObject([{ state: 'acknowledged' }]);
  });

  it('puts up with a clock that is ten minutes off, and says so', async () => {
    const province = await securely();
    const ahead = systemClockAhead(600_000);
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
      clock: ahead,
    });
    must(await hall.enrol(await papersOf(province)));
    must(await hall.office.seal.ready());
    await oneCase(hall);
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(hall.link.status().clockOffMs).toBeLessThan(-590_000);
  });
});

function systemClockAhead(ms: number) {
  return {
    now: () => Date.now() + ms,
    after(delay: number, act: () => void) {
      const timer = setTimeout(act, delay);
      return () => clearTimeout(timer);
    },
  };
}
