/** 断网受理 (R31): taken in while the province is away, held against what it says when it is back, nothing overwritten. */
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { asAdmin, eventually } from '../support/departments';
import { failureOf, must } from '../support/office';
import {
  acceptOffline,
  checked,
  fillOffline,
  goOnline,
  type OfflineHall,
  openOfflineHall,
  PHONE,
  receivedBy,
} from '../support/offline-hall';

/** Economic support for the old: identity and social card by sharing, one pledge, one department's word. */
const ITEM = 37;
const holder = people.find(({ id }) => id === 'p01');
const card = holder?.licences.find(({ typeSeq }) => typeSeq === 16);
const elder = holder?.licences.find(({ typeSeq }) => typeSeq === 22);
const TRUE_WORDS = {
  socialSecurityNumber: card?.elements.socialSecurityNumber ?? '',
  bankName: card?.elements.bankName ?? '',
  bankAccount: card?.elements.bankAccount ?? '',
  elderCardNumber: elder?.elements.cardNumber ?? '',
  elderCardIssuedDay: elder?.elements.issuedDay ?? '',
};

/** Sealed, handed over and closed, with what the applicant said. */
async function takenIn(told: Record<string, string> = TRUE_WORDS): Promise<OfflineHall> {
  const it = await openOfflineHall();
  await it.away();
  await acceptOffline(it, ITEM, 'p01');
  fillOffline(it, told);
  must(await it.hall.office.cases.submit());
  must(it.hall.office.cases.close());
  return it;
}

describe('while the province is away', () => {
  it('fills the form from the card only, defers what the province would settle, and seals a provisional receipt', async () => {
    const it = await openOfflineHall();
    await it.away();
    await acceptOffline(it, ITEM, 'p01');
    const { form, grant, provisional } = it.hall.view();
    expect(grant).toBeNull();
    expect(provisional?.phoneMasked).not.toContain(PHONE);
    const sources = new Set(form?.fields.map(({ source }) => source?.from));
    expect([...sources].sort()).toEqual(['id-card', 'preset', undefined]);
    const ways = form?.materials.map(({ key, settled, deferred }) => [key, settled, deferred === true]);
    expect(ways).toEqual([
      ['identity', false, true],
      ['socialCard', false, true],
      ['elderCard', true, false],
      ['income', false, false],
      ['assessment', false, true],
    ]);
    fillOffline(it, TRUE_WORDS);
    const done = must(await it.hall.office.cases.submit());
    expect(done).toMatchObject({ state: 'HandingOver', receipt: { provisional: true } });
    expect(must(await it.hall.office.verifyStored(done.receipt?.id ?? '')).verdict).toBe('passed');
    const number = done.receipt?.number;
    expect(it.hall.office.offline.list(10)).toMatchObject([
      { receiptNumber: number, nameMasked: '周**', phone: PHONE, state: 'to-check', delivered: false },
    ]);
    expect(must(await it.hall.office.offline.listPdf()).pdf.startsWith('JVBERi0')).toBe(true);
  });

  it('refuses to go offline while the province is there, and with a code that nobody can check', async () => {
    const it = await openOfflineHall();
    must(it.hall.office.cases.chooseItem(ITEM));
    it.hall.layCard('p01');
    await it.hall.until((view) => view?.state === 'ReviewingLicences');
    must(it.hall.office.cases.back());
    const offline = () => failureOf(it.hall.office.cases.acceptOffline({ phone: PHONE }))?.code;
    expect(offline()).toBe('CASE_OFFLINE_NEEDLESS');
    const code = it.province.issueCode('p02', 60_000)?.code ?? '';
    await it.away();
    it.hall.scan(code);
    await it.hall.until((view) => view?.failure?.code === 'PROVINCE_UNREACHABLE');
    expect(offline()).toBe('CASE_OFFLINE_CARD_NEEDED');
  });

  it('gives the offline way up and keeps what was typed', async () => {
    const it = await openOfflineHall();
    await it.away();
    await acceptOffline(it, ITEM, 'p01');
    fillOffline(it, TRUE_WORDS);
    expect(must(it.hall.office.cases.back())).toMatchObject({ state: 'Identifying', provisional: null });
    must(it.hall.office.cases.acceptOffline({ phone: PHONE }));
    const typed = it.hall.view().form?.fields.find(({ key }) => key === 'bankName');
    expect(typed?.value).toBe(TRUE_WORDS.bankName);
  });
});

describe('when the province is back', () => {
  it('confirms by itself what agrees, once the department has answered, with a formal receipt', async () => {
    const it = await takenIn();
    await it.back({ verification: { mode: 'manual' } });
    const [waiting] = await goOnline(it);
    expect(waiting).toMatchObject({ state: 'to-check', delivered: true, differences: [] });
    expect(waiting?.awaiting).toHaveLength(1);
    const errand = await it.hall.office.errands.drain().then(() => it.hall.office.errands.list(9).errands[0]);
    const facts = [{ key: 'assessment', outcome: 'confirmed', value: null }];
    expect((await asAdmin(it.province, `verifications/${errand?.ref}/answer`, 'POST', { facts })).ok).toBe(
      true,
    );
    const [entry] = await checked(it);
    expect(entry).toMatchObject({ state: 'closed', outcome: 'confirmed', phone: '', nameMasked: '' });
    const numbers = (await receivedBy(it)).map(({ number }) => number);
    expect(numbers).toEqual([entry?.receiptNumber, entry?.followUpNumber]);
    await goOnline(it);
    expect(await receivedBy(it)).toHaveLength(2);
    expect((await it.hall.office.checkAudit()).intact).toBe(true);
  });

  it('lists what differs beside its source, and seals what the clerk decided', async () => {
    const it = await takenIn({ ...TRUE_WORDS, bankName: '别的银行', bankAccount: '6222021602001234567' });
    await it.back();
    const [entry] = await checked(it);
    expect(entry).toMatchObject({ state: 'for-clerk', failure: null });
    const offer = { value: TRUE_WORDS.bankName, source: { from: 'licence', typeSeq: 16 } };
    expect(entry?.differences).toMatchObject([
      { kind: 'field', key: 'bankName', typed: '别的银行', offers: [offer], decided: null, masked: false },
      { kind: 'field', key: 'bankAccount', masked: true },
    ]);
    const { offline } = it.hall.office;
    const id = entry?.id ?? '';
    expect(failureOf(await offline.settle(id))?.code).toBe('CASE_OFFLINE_UNDECIDED');
    const keep = { id, kind: 'field' as const, key: 'bankName', offer: null };
    expect(failureOf(offline.decide({ ...keep, reason: '' }))?.code).toBe('FORM_REASON_NEEDED');
    must(offline.decide({ ...keep, reason: '申请人更换了开户行' }));
    must(offline.decide({ id, kind: 'field', key: 'bankAccount', offer: 0, reason: '' }));
    await eventually(() => offline.list(1)[0]?.awaiting.length === 0);
    must(await offline.settle(id));
    expect(offline.list(10)).toMatchObject([{ state: 'closed', outcome: 'corrected', differences: [] }]);
    expect(failureOf(await offline.settle(id))?.code).toBe('CASE_OFFLINE_ENTRY');
    const decisions = it.hall.office.auditLines(200).filter(({ action }) => action === 'offline-decided');
    expect(decisions.map(({ facts }) => facts.take).sort()).toEqual(['province', 'typed']);
    expect(JSON.stringify(decisions)).not.toContain('6222021602001234567');
    await it.hall.office.delivery.drain({ evenLater: true });
    expect(await receivedBy(it)).toHaveLength(2);
  });

  it('shows account numbers that differ in part, and whole to the clerk who asks, on record, until the screen is another’s', async () => {
    const typed = '6222021602001234567';
    const it = await takenIn({ ...TRUE_WORDS, bankAccount: typed });
    await it.back();
    const [entry] = await checked(it);
    const { offline } = it.hall.office;
    const shown = () => JSON.stringify(offline.list(1));
    expect(entry?.differences).toMatchObject([{ key: 'bankAccount', masked: true }]);
    for (const value of [typed, TRUE_WORDS.bankAccount]) expect(shown()).not.toContain(value);
    const id = entry?.id ?? '';
    expect(failureOf(offline.reveal(id, 'bankName'))?.code).toBe('FORM_FIELD_UNKNOWN');
    must(offline.reveal(id, 'bankAccount'));
    for (const value of [typed, TRUE_WORDS.bankAccount]) expect(shown()).toContain(value);
    const looks = it.hall.office.auditLines(50).filter(({ action }) => action === 'field-shown');
    expect(looks.map(({ facts }) => facts)).toEqual([{ field: 'bankAccount' }]);
    offline.conceal();
    expect(shown()).not.toContain(typed);
  });

  it('has the applicant called back for a licence revoked meanwhile, and ends what cannot be confirmed', async () => {
    const it = await takenIn();
    await it.back({ restart: false });
    const revoked = { licenceId: card?.licenceId, revoked: true };
    expect((await asAdmin(it.province, 'licences/status', 'PUT', revoked)).status).toBe(204);
    await it.restart();
    const [entry] = await checked(it);
    expect(entry).toMatchObject({ state: 'for-clerk', phone: PHONE });
    expect(entry?.differences).toMatchObject([{ kind: 'material', key: 'socialCard', why: 'failed-check' }]);
    must(await it.hall.office.offline.lapse(entry?.id ?? '', '社会保障卡已注销'));
    expect(it.hall.office.offline.list(10)).toMatchObject([{ state: 'closed', outcome: 'lapsed' }]);
    await it.hall.office.delivery.drain({ evenLater: true });
    expect(await receivedBy(it)).toHaveLength(2);
  });
});
