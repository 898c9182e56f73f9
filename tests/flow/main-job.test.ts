import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { type Province, startProvince } from '../../fixtures/province';
import { isVouched } from '../../main/contract/flow/vouched';
import { systemIds } from '../../main/core/base';
import { completeForm, failureOf, must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const PERSONAL = 37;
const ENTERPRISE = 448;

interface ProvinceReceipt {
  receiptId: string;
  sha256: string;
  attempts: number;
}

async function startedProvince(): Promise<Province> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  return province;
}

const received = async (province: Province) =>
  (await (await fetch(`${province.url}/admin/receipts`)).json()) as ProvinceReceipt[];

async function readyOffice(province: { url: string }) {
  const dir = tempDir();
  const key = systemIds.bytes(32);
  const open = () => openTestOffice({ dir, key, provinceUrl: province.url });
  return { dir, key, open, hall: await open() };
}

describe('the main job', () => {
  it('carries an ID card through grant, form, sealed receipt and queue to the province', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    const { office } = hall;

    must(office.cases.chooseItem(PERSONAL));
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    expect(hall.view().grant?.licences.map((licence) => licence.verdict)).toEqual(
      expect.arrayContaining(['passed']),
    );

    must(office.cases.fillForm());
    const filled = hall.view().form?.fields.filter(({ source }) => isVouched(source)) ?? [];
    expect(filled.length).toBeGreaterThan(8);
    expect(filled.every((field) => field.locked)).toBe(true);
    completeForm(office);

    const submitted = must(await office.cases.submit());
    expect(submitted.state).toBe('HandingOver');
    const receiptId = submitted.receipt?.id ?? '';
    expect(must(await office.verifyStored(receiptId)).verdict).toBe('passed');

    const delivered = await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(delivered?.receipt?.sha256).toBe(submitted.receipt?.sha256);
    expect(await received(province)).toEqual([
      expect.objectContaining({ receiptId, sha256: submitted.receipt?.sha256, attempts: 1 }),
    ]);
    must(office.cases.close());
    expect(office.cases.view()).toBeNull();
    expect((await office.checkAudit()).intact).toBe(true);
  });

  it('takes an enterprise’s shown code, once', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    must(hall.office.cases.chooseItem(ENTERPRISE));
    const code = province.issueCode('e01', 60_000)?.code ?? '';
    hall.scan(code);
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.abandon('测试'));

    must(hall.office.cases.chooseItem(ENTERPRISE));
    hall.scan(code);
    const refused = await hall.until((view) => view?.state === 'Identifying' && view.failure !== null);
    expect(refused?.failure?.code).toBe('LICENCE_CODE_USED');
    expect(refused?.credential).toBeNull();
  });

  it('does not use up a personal code that was shown for an enterprise’s item', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    const code = province.issueCode('p01', 60_000)?.code ?? '';
    must(hall.office.cases.chooseItem(ENTERPRISE));
    hall.scan(code);
    await hall.until((view) => view?.failure?.code === 'LICENCE_HOLDER_KIND');
    must(hall.office.cases.chooseItem(PERSONAL));
    hall.scan(code);
    await hall.until((view) => view?.state === 'ReviewingLicences');
  });

  it('shows what the holder withheld as a gap and lets another way settle the material', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    must(hall.office.cases.chooseItem(PERSONAL));
    hall.layCard('p06');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(view?.grant?.gaps).toContainEqual(expect.objectContaining({ typeSeq: 16, why: 'withheld' }));
    must(hall.office.cases.fillForm());
    const material = hall.view().form?.materials.find((each) => each.key === 'socialCard');
    expect(material).toMatchObject({ settlement: 'paper', settled: false });
  });

  it('brings nothing that was typed or pledged for one person into another’s form', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    const { office } = hall;
    must(office.cases.chooseItem(PERSONAL));
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(office.cases.fillForm());
    must(office.cases.editField('phone', '13800000001'));
    must(office.cases.pledge('income', true));
    must(office.cases.back());
    must(office.cases.fillForm());
    expect(hall.view().form?.fields.find(({ key }) => key === 'phone')?.value).toBe('13800000001');
    must(office.cases.back());
    must(office.cases.back());

    hall.layCard('p02');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(office.cases.fillForm());
    expect(hall.view().form?.fields.find(({ key }) => key === 'phone')?.value).toBe('');
    expect(hall.view().form?.materials.find(({ key }) => key === 'income')?.settled).toBe(false);
  });

  it('lets a value that contradicts another be corrected at the window, with a reason and on record', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    const { office } = hall;
    must(office.cases.chooseItem(PERSONAL));
    hall.layCard('p08');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(office.cases.fillForm());
    const wrong = hall.view().form?.fields.find(({ key }) => key === 'socialSecurityNumber');
    expect(wrong).toMatchObject({
      locked: true,
      problem: { code: 'mismatch' },
      source: { from: 'licence' },
    });
    const right = people.find(({ id }) => id === 'p08')?.number ?? '';
    must(office.cases.editField('socialSecurityNumber', right, '社会保障卡登记有误'));
    expect(hall.view().form?.fields.find(({ key }) => key === 'socialSecurityNumber')).toMatchObject({
      problem: null,
      source: { from: 'clerk' },
    });
    expect(office.auditLines(5)).toContainEqual(
      expect.objectContaining({
        action: 'field-edited',
        facts: { field: 'socialSecurityNumber', replaced: 'licence' },
      }),
    );
  });

  it('keeps nothing of a case after it is closed but its receipt and its trail', async () => {
    const province = await startedProvince();
    const { hall, dir } = await readyOffice(province);
    must(hall.office.cases.chooseItem(PERSONAL));
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.abandon('申请人改日再办'));
    const person = people.find(({ id }) => id === 'p01');
    const traces = [person?.name, person?.number, person?.card?.address].map((value) => value ?? '');
    const log = readFileSync(join(dir, 'core.log'), 'utf8');
    const trail = JSON.stringify(hall.office.auditLines(500));
    expect(traces.every((value) => value.length > 1 && !log.includes(value) && !trail.includes(value))).toBe(
      true,
    );
  });
});

describe('what the case refuses', () => {
  it('anything before a clerk has signed in', async () => {
    const province = await startedProvince();
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
      signedIn: false,
    });
    hall.layCard('p01');
    expect(hall.office.cases.view()).toBeNull();
    expect(failureOf(hall.office.cases.chooseItem(PERSONAL))?.code).toBe('CLERK_SIGNED_OUT');
  });

  it('a submission with open points, and loses nothing by it', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    must(hall.office.cases.chooseItem(216));
    hall.layCard('p02');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.fillForm());
    must(hall.office.cases.editField('registrationReason', ''));
    must(hall.office.cases.editField('phone', '不是电话'));
    expect(failureOf(await hall.office.cases.submit())?.code).toBe('FORM_INCOMPLETE');
    expect(hall.view().form?.fields.find(({ key }) => key === 'phone')).toMatchObject({
      value: '不是电话',
      problem: { code: 'phone' },
    });
    expect(await received(province)).toEqual([]);
  });

  it('steps out of their order', async () => {
    const province = await startedProvince();
    const { hall } = await readyOffice(province);
    expect(failureOf(hall.office.cases.fillForm())?.code).toBe('CASE_NONE');
    must(hall.office.cases.chooseItem(PERSONAL));
    expect(failureOf(hall.office.cases.fillForm())?.code).toBe('CASE_STATE');
    expect(failureOf(await hall.office.cases.submit())?.code).toBe('CASE_STATE');
    expect(failureOf(hall.office.cases.close())?.code).toBe('CASE_STATE');
    expect(failureOf(hall.office.cases.chooseItem(501))?.code).toBe('CATALOGUE_ITEM_UNKNOWN');
  });
});
