/** What exists where (R23), where it was found (R65), licences of other provinces (R66), and who answers for them (R76). */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import type { CaseView } from '../../main/contract/calls';
import { systemIds } from '../../main/core/base';
import { completeForm, failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { pdfText } from '../support/pdf-text';
import { adminOf, askedOf } from '../support/phone';

/** Items that draw on a marriage certificate, a cremation proof, a health certificate, a driving licence, a diploma. */
const ITEM = { marriage: 69, cremation: 147, health: 332, driving: 236, diploma: 8 };
const TYPE = { marriage: 13, cremation: 15, health: 32, driving: 4, diploma: 9 };
const NATION = { level: 'nation', regionCode: '000000' };

let province: Province;
let hall: TestOffice;
const closing: (() => Promise<void>)[] = [];
const dir = mkdtempSync(join(tmpdir(), 'hall-'));
const dataDir = join(dir, 'province');

beforeAll(async () => {
  mkdirSync(join(dir, 'hall'));
  province = await startProvince({ admin: true, dataDir });
  hall = await openTestOffice({
    dir: join(dir, 'hall'),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
    atEnd: (close) => closing.push(close),
  });
});
afterAll(async () => {
  for (const close of closing) await close();
  await province.stop();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  if (hall.office.cases.view()) must(hall.office.cases.abandon('测试'));
  await down();
});

const down = (...librariesDown: string[]) => adminOf(province, 'PUT', '/admin/policy', { librariesDown });

/** The case after the card was laid and the province has answered. */
async function reviewed(itemSeq: number, personId: string): Promise<CaseView> {
  if (hall.office.cases.view()?.item?.seq !== itemSeq) must(hall.office.cases.chooseItem(itemSeq));
  hall.layCard(personId);
  const view = await hall.until((each) => each?.state === 'ReviewingLicences');
  if (!view) throw new Error('no case');
  return view;
}
const gapOf = (view: CaseView, typeSeq: number) => view.grant?.gaps.find((gap) => gap.typeSeq === typeSeq);
const copyOf = (view: CaseView, typeSeq: number) =>
  view.grant?.licences.find((copy) => copy.typeSeq === typeSeq);
/** Notes of what was asked last by this operation. */
const lastAsked = async (operation: string) =>
  (await askedOf(province)).filter((line) => line.operation === operation).at(-1)?.what ?? '';

describe('the issue list, before anybody is asked (R23)', () => {
  it('says that there is none for the year, asks for no such licence, and offers the next way', async () => {
    must(hall.office.cases.chooseItem(ITEM.marriage));
    const issueOf = () => hall.view().wanted.find(({ typeSeq }) => typeSeq === TYPE.marriage)?.issue;
    expect(issueOf()).toMatchObject({ standing: 'exists', since: '1980-01-01', regions: ['370000'] });
    const facts = { typeSeq: TYPE.marriage, issued: '1978', regionCode: '' };
    must(hall.office.cases.stateIssued(facts));
    expect(issueOf()).toMatchObject({ standing: 'not-this-year' });
    expect(failureOf(hall.office.cases.stateIssued({ ...facts, typeSeq: 50 }))?.code).toBe('CALL_INVALID');

    const view = await reviewed(ITEM.marriage, 'p01');
    expect(gapOf(view, TYPE.marriage)?.why).toBe('not-this-year');
    expect(await lastAsked('requestConsent')).toMatch(/^id-card: types (?!.*\b13\b)/);
    must(hall.office.cases.fillForm());
    const material = hall.view().form?.materials.find(({ name }) => name.includes('结婚'));
    expect(material).toMatchObject({ settlement: 'verification', settled: false });
  });

  it('says that a place has none where the holder says it is of there, and rules nothing out by the number alone', async () => {
    expect(gapOf(await reviewed(ITEM.cremation, 'p06'), TYPE.cremation)?.why).toBe('absent');
    must(hall.office.cases.abandon('测试'));
    must(hall.office.cases.chooseItem(ITEM.cremation));
    must(hall.office.cases.stateIssued({ typeSeq: TYPE.cremation, issued: '', regionCode: '370400' }));
    expect(gapOf(await reviewed(ITEM.cremation, 'p06'), TYPE.cremation)?.why).toBe('not-this-place');
  });
});

describe('three levels, across places (R65)', () => {
  it('finds a city’s licence in the city’s library, and says so', async () => {
    const view = await reviewed(ITEM.health, 'p103');
    expect(copyOf(view, TYPE.health)).toMatchObject({
      verdict: 'passed',
      library: { level: 'city', regionCode: '370200' },
      duties: { sharing: '青岛市电子证照库' },
    });
  });

  it('says that the city is silent, and not that there is none', async () => {
    await down('370200');
    const view = await reviewed(ITEM.health, 'p103');
    const silent = [{ level: 'city', regionCode: '370200' }];
    expect(gapOf(view, TYPE.health)).toMatchObject({ why: 'unreachable', down: silent });
    expect(copyOf(view, TYPE.health)).toBeUndefined();
  });

  it('goes on to the nation where the province has none', async () => {
    const view = await reviewed(ITEM.diploma, 'p903');
    expect(copyOf(view, TYPE.diploma)).toMatchObject({ verdict: 'passed', library: NATION });
    expect(copyOf(view, 1)?.library).toEqual({ level: 'province', regionCode: '370000' });
  });
});

describe('licences of another province (R66)', () => {
  it('is never passed while the nation says nothing of it', async () => {
    const plan = { mode: 'refuse', status: 503, path: '/v1/licences/recognise', count: 20 };
    await adminOf(province, 'POST', '/admin/faults', plan);
    const view = await reviewed(ITEM.driving, 'p901');
    await fetch(`${province.url}/admin/faults`, { method: 'DELETE' });
    expect(copyOf(view, TYPE.driving)?.verdict).toBe('undetermined');
    expect(gapOf(view, TYPE.driving)?.why).toBe('undetermined');
  });

  it('fails where it is forged', async () => {
    const view = await reviewed(ITEM.driving, 'p902');
    expect(copyOf(view, TYPE.driving)).toMatchObject({ verdict: 'failed', issuedIn: '320000' });
    expect(gapOf(view, TYPE.driving)?.why).toBe('failed-check');
  });

  it('counts like a local one, to the sealed receipt, which names who answers for it (R76)', async () => {
    const view = await reviewed(ITEM.driving, 'p901');
    const copy = copyOf(view, TYPE.driving);
    expect(copy).toMatchObject({ verdict: 'passed', issuedIn: '320000', library: NATION });
    must(hall.office.cases.fillForm());
    expect(
      hall
        .view()
        .form?.fields.some((field) => field.source?.from === 'licence' && field.source.typeSeq === 4),
    ).toBe(true);
    completeForm(hall.office);
    const receiptId = must(await hall.office.cases.submit()).receipt?.id ?? '';
    await hall.until((each) => each?.receipt?.delivery === 'acknowledged');

    const duties = {
      issuing: '南京市公安局交通警察支队',
      holding: '江南行',
      using: view.item?.department ?? '',
      sharing: '国家政务服务平台电子证照库',
      keeping: '样例市政务服务中心',
    };
    expect(copy?.duties).toEqual(duties);
    const record = hall.office
      .auditLines(50)
      .find((line) => line.action === 'licence-fetched' && line.facts.type === 4);
    const { holding, ...bodies } = duties;
    expect(record?.facts).toMatchObject({ ...bodies, library: 'nation:000000', issuedIn: '320000' });

    const pdf = Buffer.from(must(hall.office.receiptFile(receiptId)).pdf, 'base64');
    const text = pdfText(pdf);
    for (const body of Object.values(duties)) expect(text).toContain(body);
    expect(text).toContain('机动车驾驶证由江苏省签发，经国家平台核验互认');

    const kept = new DatabaseSync(join(dataDir, 'province.db'), { readOnly: true });
    const row = kept.prepare('SELECT parcel FROM receipts WHERE receipt_id = ?').get(receiptId);
    kept.close();
    const parcel = JSON.parse(String(row?.parcel)) as { licences: { typeSeq: number; duties: unknown }[] };
    expect(parcel.licences.find(({ typeSeq }) => typeSeq === 4)).toMatchObject({
      duties,
      library: NATION,
      issuedIn: '320000',
    });
  });
});
