import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { sha256, systemClock, systemIds } from '../../main/core/base';
import { completeForm, must, openTestOffice } from '../support/office';
import { adminOf, provinceWithPhones } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const SUBSIDY = 37;
const FOOD_BUSINESS = 448;

async function started() {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const hall = await openTestOffice({
    dir: tempDir(),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
  });
  return { province, hall };
}
const nameOf = (id: string) => people.find((person) => person.id === id)?.name;
const numberOf = (id: string) => people.find((person) => person.id === id)?.number ?? '';
const masked = (id: string) => expect.stringMatching(new RegExp(`^${numberOf(id).slice(0, 3)}\\*+`));

describe('somebody who acts for the holder', () => {
  it.each([
    ['guardian', 'p121', 'p12'],
    ['agent', 'p191', 'p07'],
  ] as const)('as %s, by two cards: both stand in grant and record', async (way, helper, holder) => {
    const { hall } = await started();
    const { cases } = hall.office;
    must(cases.chooseItem(SUBSIDY));
    must(cases.actFor(way));
    hall.layCard(helper);
    expect(hall.view()).toMatchObject({ state: 'Identifying', credential: null });
    expect(hall.view().acting?.helper?.name).toBe(nameOf(helper));
    hall.layCard(holder);
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(view?.grant).toMatchObject({
      evidence: way,
      holder: { name: nameOf(holder), codeMasked: masked(holder) },
      actor: { name: nameOf(helper), codeMasked: masked(helper) },
    });
    const line = hall.office.auditLines(30).find(({ action }) => action === 'grant-obtained');
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(line?.facts).toMatchObject({ evidence: way, holder: digest, actor: digest });
    expect(line?.facts.holder).not.toBe(line?.facts.actor);
    for (const either of [holder, helper]) {
      const found = hall.office.auditLines(30, { holder: numberOf(either) });
      expect(found.filter(({ action }) => action === 'licence-fetched').length).toBeGreaterThan(0);
    }
    must(cases.fillForm());
    expect(hall.view().form?.fields.find(({ key }) => key === 'name')?.value).toBe(nameOf(holder));
    completeForm(hall.office);
    const receiptId = must(await cases.submit()).receipt?.id ?? '';
    expect(must(await hall.office.verifyStored(receiptId)).verdict).toBe('passed');
  });

  it('as an enterprise’s agent, by the enterprise’s code and the agent’s card, in either order', async () => {
    const { province, hall } = await started();
    const { cases } = hall.office;
    for (const cardFirst of [true, false]) {
      must(cases.chooseItem(FOOD_BUSINESS));
      must(cases.actFor('enterprise-agent'));
      const steps = [
        () => hall.layCard('p20'),
        () => hall.scan(province.issueCode('e01', 60_000)?.code ?? ''),
      ];
      for (const show of cardFirst ? steps : steps.reverse()) show();
      const view = await hall.until((now) => now?.state === 'ReviewingLicences');
      expect(view?.grant).toMatchObject({
        evidence: 'enterprise-agent',
        holder: { kind: 'enterprise' },
        actor: { kind: 'person', name: nameOf('p20') },
      });
      must(cases.abandon('测试'));
    }
  });

  it.each([
    ['whose mandate has run out', 'agent', 'p191', 'p06'],
    ['whose mandate was revoked', 'agent', 'p192', 'p18'],
    ['with no mandate at all', 'agent', 'p01', 'p02'],
    ['who is not the guardian', 'guardian', 'p01', 'p12'],
  ] as const)('%s, is refused and brings nothing', async (_what, way, helper, holder) => {
    const { hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    must(hall.office.cases.actFor(way));
    hall.layCard(helper);
    hall.layCard(holder);
    const refused = await hall.until((view) => view?.failure?.code === 'LICENCE_MANDATE_MISSING');
    expect(refused).toMatchObject({ state: 'Identifying', grant: null, credential: null });
    expect(refused?.acting?.helper).toBeNull();
  });

  it('cannot be the holder: one card is not two people', async () => {
    const { hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    must(hall.office.cases.actFor('agent'));
    hall.layCard('p07');
    hall.layCard('p07');
    expect(hall.view()).toMatchObject({ failure: { code: 'LICENCE_PARTIES_SAME' }, credential: null });
  });

  it('comes first: the holder’s code before the helper’s card is not taken', async () => {
    const { province, hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    must(hall.office.cases.actFor('guardian'));
    hall.scan(province.issueCode('p12', 60_000)?.code ?? '');
    expect(hall.view()).toMatchObject({ failure: { code: 'LICENCE_HELPER_MISSING' }, credential: null });
  });
});

describe('the screen turned to the applicant', () => {
  it('lists what is wanted, and what they tick takes the place of their standing choices', async () => {
    const { hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p06');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(view?.grant?.gaps).toContainEqual(expect.objectContaining({ typeSeq: 16, why: 'withheld' }));
    expect(view?.wanted).toContainEqual(
      expect.objectContaining({ typeSeq: 16, name: '社会保障卡', elements: expect.any(Array) }),
    );
    const allowed = (view?.wanted ?? []).map(({ typeSeq, elements }) => ({
      typeSeq,
      elements: elements.map(({ key }) => key),
    }));
    const after = must(await hall.office.cases.consentOnScreen(allowed));
    expect(after.grant).toMatchObject({ evidence: 'applicant-screen' });
    expect(after.grant?.gaps.filter(({ why }) => why === 'withheld')).toEqual([]);
    expect(after.grant?.licences.map(({ typeSeq }) => typeSeq)).toContain(16);
  });

  it('with nothing ticked, changes nothing', async () => {
    const { hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p06');
    const before = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(await hall.office.cases.consentOnScreen([])).toMatchObject({
      failure: { code: 'LICENCE_CONSENT_REFUSED' },
    });
    expect(hall.view()).toMatchObject({ state: 'ReviewingLicences' });
    expect(hall.view().grant?.provinceRef).toBe(before?.grant?.provinceRef);
  });
});

describe('elements of the highest level', () => {
  it('are shown in part until somebody asks, which is on record without the value', async () => {
    const { hall } = await started();
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p01');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    const key = view?.grant?.maskedElements[0] ?? '';
    const [typeSeq, element] = [Number(key.split('.')[0]), key.split('.')[1] ?? ''];
    const valueIn = (now = hall.view()) =>
      now.grant?.licences.find((copy) => copy.typeSeq === typeSeq)?.elements[element] ?? '';
    expect(valueIn()).toContain('*');
    const shown = must(hall.office.cases.revealElement(typeSeq, element));
    expect(valueIn(shown)).not.toContain('*');
    const line = hall.office.auditLines(5).find(({ action }) => action === 'element-shown');
    expect(line?.facts).toEqual({ type: typeSeq, element });
    hall.office.cases.conceal();
    expect(valueIn()).toContain('*');
  });
});

describe('what was fetched a while ago', () => {
  async function readyToSeal() {
    let ahead = 0;
    const province = await provinceWithPhones({ mode: 'automatic' });
    const clock = { ...systemClock, now: () => systemClock.now() + ahead };
    const at = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
    const hall = await openTestOffice({ ...at, clock });
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.layCard('p01');
    await hall.until((now) => now?.state === 'ReviewingLicences');
    must(hall.office.cases.fillForm());
    completeForm(hall.office);
    return { province, hall, pass: (ms: number) => (ahead += ms) };
  }

  it('is asked about again before sealing; a licence withdrawn since fills nothing', async () => {
    const { province, hall, pass } = await readyToSeal();
    const copy = hall.view().grant?.licences.find(({ verdict }) => verdict === 'passed');
    await adminOf(province, 'PUT', '/admin/licences/status', { licenceId: copy?.licenceId, revoked: true });
    pass(6 * 60_000);
    expect(await hall.office.cases.submit()).toMatchObject({ failure: { code: 'LICENCE_CHANGED' } });
    expect(hall.view()).toMatchObject({ state: 'ReviewingForm', failure: { code: 'LICENCE_CHANGED' } });
    const after = hall.view().grant?.licences.find(({ licenceId }) => licenceId === copy?.licenceId);
    expect(after?.verdict).toBe('failed');
    const filled = hall
      .view()
      .form?.fields.filter(
        ({ source }) => source?.from === 'licence' && source.licenceId === copy?.licenceId,
      );
    expect(filled).toEqual([]);
  });

  it('is sealed on without an answer where the province gives none, and the record says so', async () => {
    const { province, hall, pass } = await readyToSeal();
    province.addFault({ mode: 'refuse-503', count: 9, path: '/v1/licences/status', retryAfterSeconds: 0 });
    pass(6 * 60_000);
    must(await hall.office.cases.submit());
    expect(hall.view().state).toBe('HandingOver');
    const actions = hall.office.auditLines(50).map(({ action }) => action);
    expect(actions.indexOf('licences-unconfirmed')).toBeGreaterThan(actions.indexOf('receipt-sealed'));
  });

  it('and was corrected since, is fetched anew under the same grant and fills the form anew', async () => {
    const { province, hall, pass } = await readyToSeal();
    const { id: caseId, grant } = hall.view();
    const grantRef = grant?.provinceRef ?? '';
    const copy = grant?.licences.find(({ typeSeq }) => typeSeq === 16);
    const value = copy?.elements.bankName ?? '';
    const reference = { caseId, itemSeq: SUBSIDY, windowNo: 'A08', clerk: 'test-01', useCause: '异议' };
    const objection = { requestId: systemIds.next(), reference, grantRef, licenceId: copy?.licenceId };
    const { objectionRef } = (await adminOf(province, 'POST', '/v1/objections', {
      ...{ ...objection, element: 'bankName', valueSha256: sha256(value) },
      ...{ proposed: '样例银行新街支行', reason: '已换发' },
    })) as { objectionRef: string };
    const word = { upheld: true, answer: '属实', value: '样例银行新街支行' };
    await adminOf(province, 'POST', `/admin/objections/${objectionRef}/answer`, word);
    pass(6 * 60_000);
    expect(await hall.office.cases.submit()).toMatchObject({ failure: { code: 'LICENCE_CHANGED' } });
    const after = hall.view().grant?.licences.find(({ typeSeq }) => typeSeq === 16);
    expect(after).toMatchObject({ verdict: 'passed', elements: { bankName: '样例银行新街支行' } });
    expect(after?.correctedAt).not.toBeNull();
    expect(hall.view().grant?.provinceRef).toBe(grantRef);
    expect(hall.view().form?.fields.map((field) => field.value)).toContain('样例银行新街支行');
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });

  it('and still holds, is sealed', async () => {
    const { hall, pass } = await readyToSeal();
    pass(6 * 60_000);
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });

  it('under a grant taken back since, is not sealed and leaves the case', async () => {
    const { province, hall, pass } = await readyToSeal();
    const ref = hall.view().grant?.provinceRef ?? '';
    // Nobody hears the call-back: it is the answer that tells.
    province.addFault({ mode: 'silence', count: 50, path: '/v1/callbacks' });
    await adminOf(province, 'POST', `/admin/grants/${ref}/revoke`);
    pass(6 * 60_000);
    expect((await hall.office.cases.submit()).ok).toBe(false);
    expect(hall.view()).toMatchObject({
      state: 'Identifying',
      grant: null,
      form: null,
      failure: { code: 'LICENCE_GRANT_REVOKED' },
    });
  });
});
