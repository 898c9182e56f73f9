/** The record of operations from the window to the province and back, with everything real. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { type Province, startProvince } from '../../fixtures/province';
import { canonicalJson } from '../../main/contract/province/wire';
import { sha256, systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { databaseDriver } from '../../native/database';
import { completeForm, failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const PERSONAL = 37;

async function readyHall() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
  return { province, profile, hall: await openTestOffice(profile) };
}

async function licencesRead(hall: TestOffice): Promise<void> {
  must(hall.office.cases.chooseItem(PERSONAL));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
}

async function delivered(hall: TestOffice): Promise<string> {
  await licencesRead(hall);
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  must(await hall.office.cases.submit());
  await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
  const number = hall.view().receipt?.number ?? '';
  must(hall.office.cases.close());
  return number;
}

/** Somebody with the data key and no respect for triggers. */
function behindTheBack(profile: { dir: string; key: Uint8Array }, sql: string): void {
  const file = must(databaseDriver.open({ path: `${profile.dir}/hall.db`, key: profile.key, create: false }));
  file.exec(sql);
  file.close();
}

async function findings(province: Province): Promise<unknown[]> {
  return (await (await fetch(`${province.url}/admin/audit-findings`)).json()) as unknown[];
}

describe('the record of operations', () => {
  it('is found cut off by the province’s word alone, receipts and checkpoints removed as well', async () => {
    const { province, profile, hall } = await readyHall();
    await delivered(hall);
    await delivered(hall);
    const checked = await hall.office.checkAudit();
    expect(checked).toMatchObject({ intact: true, provinceHeads: 2 });
    await hall.close();

    behindTheBack(
      profile,
      `DROP TRIGGER audit_line_no_delete; DROP TRIGGER audit_checkpoint_no_delete; DROP TRIGGER parcel_no_delete; PRAGMA foreign_keys = OFF;
       DELETE FROM audit_checkpoint; DELETE FROM audit_line WHERE seq > 2;
       DELETE FROM acknowledgement; DELETE FROM parcel; DELETE FROM receipt;`,
    );
    const after = await openTestOffice(profile);
    const alone = await after.office.checkAudit({ askProvince: false });
    expect(alone).toMatchObject({ intact: true, provinceHeads: null });
    expect(await after.office.checkAudit()).toMatchObject({ intact: false, provinceHeads: 2 });

    // What is sealed on top of the shortened record gives it away at the province too.
    expect(await findings(province)).toEqual([]);
    await delivered(after);
    expect(await findings(province)).toEqual([
      expect.objectContaining({ windowNo: 'A08', kind: 'goes-back' }),
    ]);
  });

  it('says so when the province could not be asked', async () => {
    const province = await startProvince({ admin: true });
    const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
    const hall = await openTestOffice(profile);
    await licencesRead(hall);
    await province.stop();
    expect(await hall.office.checkAudit()).toMatchObject({ intact: true, provinceHeads: null });
  });

  it('has a signed record of every destroyed case', async () => {
    const { hall } = await readyHall();
    await delivered(hall);
    must(hall.office.cases.chooseItem(PERSONAL));
    must(hall.office.cases.abandon('申请人改日再来'));
    await expect
      .poll(async () => (await hall.office.checkAudit({ askProvince: false })).deletions)
      .toEqual({ all: 2, signed: 2 });
  });

  it('has every look at a receipt, each print of it, and how the seal came to the window', async () => {
    const { hall } = await readyHall();
    const number = await delivered(hall);
    const [receipt] = hall.office.receipts(1);
    must(hall.office.receiptFile(receipt?.id ?? ''));
    must(hall.office.printReceipt(receipt?.id ?? ''));
    expect(failureOf(hall.office.printReceipt(systemIds.next()))?.code).toBe('RECEIPT_UNKNOWN');
    const ofCase = hall.office.auditLines(100, { receiptNumber: number });
    expect(ofCase.slice(0, 2)).toMatchObject([
      { action: 'receipt-printed', actor: 'test-01', facts: { receiptId: receipt?.id } },
      { action: 'receipt-opened', actor: 'test-01', facts: { receiptId: receipt?.id } },
    ]);
    const installed = hall.office.auditLines(100).find(({ action }) => action === 'seal-installed');
    expect(installed).toMatchObject({ actor: 'station', facts: { replaced: false } });
    expect(installed?.facts.until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('is found by document number, and exported without a personal value, on record', async () => {
    const { hall, province } = await readyHall();
    const number = await delivered(hall);
    const lines = hall.office.auditLines(100, { receiptNumber: number });
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['case-open', 'licence-fetched', 'receipt-sealed', 'case-closed']),
    );
    expect(new Set(lines.map(({ caseId }) => caseId)).size).toBe(1);
    expect(hall.office.auditLines(100, { receiptNumber: '没有这个文号' })).toEqual([]);
    expect(failureOf(hall.office.exportAudit({}, 'csv'))?.code).toBe('CLERK_SECOND_NEEDED');
    const second = province.accounts.find(({ role }) => role === 'supervisor');
    must(await hall.office.session.approve('export', second?.account ?? '', second?.secret ?? ''));
    const { text } = must(hall.office.exportAudit({}, 'csv'));
    expect(text).toContain(number);
    expect(text).not.toMatch(/周明远|37\d{15}[\dX]/);
    expect(hall.office.auditLines(1)[0]).toMatchObject({
      action: 'audit-exported',
      facts: { format: 'csv' },
    });
  });
});

describe('a decision that is questioned later', () => {
  it('is shown with the rules and checks that it rested on, which anybody with the edition can compute again (R121)', async () => {
    const { hall } = await readyHall();
    const number = await delivered(hall);
    const lines = hall.office.auditLines(100, { receiptNumber: number });
    const facts = lines.find(({ action }) => action === 'receipt-sealed')?.facts;
    const catalogue = must(loadCatalogue(currentEdition));
    const definition = must(catalogue.definition(PERSONAL, 'person'));
    expect(facts).toMatchObject({
      edition: catalogue.edition,
      rules: sha256(canonicalJson(definition)),
      decided: 0,
      corrected: 0,
    });
    expect(facts?.data).toMatch(/^[0-9a-f]{64}$/);
    expect(facts?.checks).toBeGreaterThan(5);
    const other = { ...definition, legalBasis: `${definition.legalBasis}（改）` };
    expect(sha256(canonicalJson(other))).not.toBe(facts?.rules);
  });
});

describe('谁看过我', () => {
  it('lists for the holder what was read, which fields, by whom, and prints', async () => {
    const { hall } = await readyHall();
    expect(failureOf(hall.office.accessSlip())?.code).toBe('CASE_NONE');
    await licencesRead(hall);
    must(hall.office.cases.fillForm());
    const secret = hall.view().form?.fields.find((field) => field.masked);
    must(hall.office.cases.revealField(secret?.key ?? ''));
    const slip = must(hall.office.accessSlip());
    expect(slip).toMatchObject({ hallName: '样例市政务服务中心', windowNo: 'A08' });
    expect(slip.purpose).not.toBe('');
    expect(slip.lines[0]).toMatchObject({ what: '读取证件或扫码', subject: '居民身份证', clerk: 'test-01' });
    const licences = slip.lines.filter(({ what }) => what === '调取证照');
    expect(licences.map(({ subject }) => subject)).toEqual(
      hall.view().grant?.licences.map(({ name }) => name),
    );
    expect(licences[0]?.fields).toContain('姓名');
    expect(slip.lines.at(-1)).toMatchObject({ what: '查看完整内容', fields: [secret?.label] });
    expect(JSON.stringify(slip)).not.toMatch(/周明远|37\d{15}/);
    must(hall.office.accessSlip(true));
    expect(hall.office.auditLines(1, { caseId: hall.view().id })[0]).toMatchObject({
      ...{ action: 'slip-shown', facts: { printed: true } },
    });
    const { pdf } = must(await hall.office.accessSlipPdf());
    expect(Buffer.from(pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(hall.office.auditLines(1)[0]).toMatchObject({ action: 'slip-shown', facts: { printed: true } });
  });
});

describe('a locked window', () => {
  it('lets the case go on, takes no card, and shows nothing', async () => {
    const { hall } = await readyHall();
    await licencesRead(hall);
    must(hall.office.cases.fillForm());
    completeForm(hall.office);
    const sealing = hall.office.cases.submit();
    hall.office.session.lock('idle');
    must(await sealing);
    expect(hall.view().state).toBe('HandingOver');
    expect(hall.office.snapshot()).toMatchObject({ clerk: null, case: null, lock: { why: 'idle' } });
    const before = hall.office.auditLines(100).filter(({ action }) => action === 'credential-read').length;
    hall.layCard('p02');
    expect(hall.office.auditLines(100).filter(({ action }) => action === 'credential-read').length).toBe(
      before,
    );
  });
});

describe('a clerk who left the service', () => {
  it('is out of the window at its next contact with the province, on record', async () => {
    const { province, hall } = await readyHall();
    const { account, secret } = province.account;
    must(await hall.office.session.signIn(account, secret));
    await fetch(`${province.url}/admin/accounts`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, closed: true }),
    });
    await hall.office.session.checkStanding();
    expect(hall.office.session.holder()).toBeNull();
    expect(hall.office.auditLines(5)).toContainEqual(
      expect.objectContaining({ action: 'account-closed', facts: { account } }),
    );
    expect(failureOf(await hall.office.session.signIn(account, secret))?.code).toBe('CLERK_CLOSED');
  });
});
