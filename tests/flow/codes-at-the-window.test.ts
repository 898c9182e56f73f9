import { describe, expect, it } from 'vitest';
import { enterprises, people } from '../../fixtures/people';
import type { Clock } from '../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../main/core/base';
import { failureOf, must, openTestOffice } from '../support/office';
import { adminOf, askedOf, provinceWithPhones } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const SUBSIDY = 37;
const FOOD_BUSINESS = 448;
const QUEUE = { hallCode: '370102', group: 'A' };
const SHOWN_MS = 15_000;

async function started(clock: Clock = systemClock) {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const key = systemIds.bytes(32);
  const hall = await openTestOffice({ dir: tempDir(), key, provinceUrl: province.url, clock });
  return { province, hall, desk: hall.office.queue };
}

/** A clock on which what leaves the screen by itself leaves when told to. */
function heldClock() {
  const leaving = new Set<() => void>();
  const clock: Clock = {
    now: () => systemClock.now(),
    after(ms, act) {
      if (ms !== SHOWN_MS) return systemClock.after(ms, act);
      leaving.add(act);
      return () => void leaving.delete(act);
    },
  };
  const leave = () => {
    for (const act of [...leaving]) act();
  };
  return { clock, leave };
}

describe('a called number', () => {
  it('begins the case with item and identity, and asks nobody until the clerk goes on (R36)', async () => {
    const { province, hall, desk } = await started();
    await province.takeTicket('p01', { ...QUEUE, itemSeq: SUBSIDY });
    await province.takeTicket('p02', { ...QUEUE, itemSeq: null });
    must(hall.office.cases.chooseItem(SUBSIDY));
    const [licence] = hall.view().wanted;
    const said = { typeSeq: licence?.typeSeq ?? 0, issued: '1980', regionCode: '' };
    expect(must(hall.office.cases.stateIssued(said)).wanted[0]?.stated).toEqual(said);
    expect(must(await desk.next())).toMatchObject({
      case: { state: 'Identifying', ticket: 'A001', item: { seq: SUBSIDY }, grant: null },
      waiting: 1,
    });
    // Whoever stood here before spoke of their own licences.
    expect(hall.view().wanted.filter(({ stated }) => stated !== undefined)).toEqual([]);
    expect(hall.view().credential).toMatchObject({ format: 'called-person', name: '', numberMasked: '' });
    expect((await askedOf(province)).map(({ operation }) => operation)).toEqual(['callTicket']);
    const { grant } = must(await hall.office.cases.authorise());
    expect(grant).toMatchObject({ evidence: 'shown-code', holder: { name: '周明远' } });
    const line = hall.office.auditLines(30).find(({ action }) => action === 'ticket-called');
    expect(line?.facts).toEqual({ number: 'A001', item: SUBSIDY });
  });

  it('without an item waits for the clerk to choose it', async () => {
    const { province, hall, desk } = await started();
    await province.takeTicket('p01', { ...QUEUE, itemSeq: null });
    expect(must(await desk.next()).case).toMatchObject({ item: null, ticket: 'A001' });
    must(hall.office.cases.chooseItem(SUBSIDY));
    expect((await hall.until((view) => view?.grant !== null))?.state).toBe('ReviewingLicences');
  });

  it('is not called while somebody is served, and nobody is called where nobody waits', async () => {
    const { province, hall, desk } = await started();
    expect(must(await desk.next())).toEqual({ case: null, waiting: 0 });
    await province.takeTicket('p01', { ...QUEUE, itemSeq: null });
    hall.layCard('p03');
    expect(failureOf(await desk.next())?.code).toBe('CASE_QUEUE_BUSY');
    expect(await askedOf(province)).toHaveLength(1);
    must(hall.office.cases.abandon('申请人改日再办'));
    const both = await Promise.all([desk.next(), desk.next()]);
    expect(both.map((each) => failureOf(each)?.code ?? null)).toEqual([null, 'CASE_QUEUE_BUSY']);
  });

  it('comes again where the answer was lost or somebody came in between, and passes nobody over', async () => {
    const { province, hall, desk } = await started();
    await province.takeTicket('p01', { ...QUEUE, itemSeq: SUBSIDY });
    await province.takeTicket('p02', { ...QUEUE, itemSeq: SUBSIDY });
    province.addFault({ mode: 'drop-after', path: '/v1/tickets/call', count: 20 });
    expect(failureOf(await desk.next())?.retry).toBe('automatic');
    await adminOf(province, 'DELETE', '/admin/faults');
    const calling = desk.next();
    hall.layCard('p03');
    expect(failureOf(await calling)?.code).toBe('CASE_QUEUE_BUSY');
    must(hall.office.cases.abandon('申请人改日再办'));
    expect(must(await desk.next())).toMatchObject({ case: { ticket: 'A001' }, waiting: 1 });
  });

  it('opens nothing once scanned from somewhere else: it comes with the call only', async () => {
    const { hall } = await started();
    hall.scan(`LQ1.${'a'.repeat(80)}`);
    expect(hall.view().failure?.code).toBe('CREDENTIAL_CODE_UNKNOWN');
  });
});

describe('show and confirm', () => {
  it('answers one question without a case, and leaves the screen by itself (R43)', async () => {
    const held = heldClock();
    const { province, hall } = await started(held.clock);
    const { confirm } = hall.office;
    confirm.begin('driving');
    const code = province.issueCode('p01', 60_000)?.code ?? '';
    hall.scan(code);
    await hall.until(() => confirm.view()?.state === 'shown');
    expect(confirm.view()?.told).toEqual({
      answer: 'yes',
      holder: { kind: 'person', nameMasked: '周**' },
      validTo: '2037-01-13',
      confirmedAt: expect.any(Number),
    });
    expect(hall.office.cases.view()).toBeNull();
    const [line] = hall.office.auditLines(1);
    expect(line).toMatchObject({ action: 'code-confirmed', facts: { scene: 'driving', answer: 'yes' } });
    expect(await askedOf(province)).toMatchObject([
      { operation: 'confirmCode', what: 'driving: type 4', outcome: 'OK' },
    ]);
    held.leave();
    expect(confirm.view()).toMatchObject({ state: 'waiting', told: null });
    // One showing, one use: the same code is not taken again, here or for a case.
    hall.scan(code);
    expect(confirm.view()).toMatchObject({ failure: { code: 'LICENCE_CODE_USED' } });
    confirm.end();
    hall.scan(code);
    expect(hall.view().failure?.code).toBe('LICENCE_CODE_USED');
  });

  it('says why not, and is gone when the window is locked', async () => {
    const { province, hall } = await started();
    const { confirm, session } = hall.office;
    confirm.begin('entry');
    hall.layCard('p01');
    expect(confirm.view()).toMatchObject({ state: 'shown', failure: { code: 'CREDENTIAL_CODE_UNKNOWN' } });
    province.addFault({ mode: 'drop-before', path: '/v1/codes/confirm', count: 20 });
    hall.scan(`LT1.${'a'.repeat(80)}`);
    await hall.until(() => confirm.view()?.failure?.retry === 'automatic');
    session.lock('asked');
    expect(confirm.view()).toBeNull();
    expect(hall.office.cases.view()).toBeNull();
  });
});

describe('codes besides the one code', () => {
  it.each([
    ['business-licence', 'business-licence'],
    ['one-code', 'enterprise-code'],
  ] as const)('an enterprise’s %s is verified and brings up its permits (R41, R38)', async (form, format) => {
    const { province, hall } = await started();
    must(hall.office.cases.chooseItem(FOOD_BUSINESS));
    hall.scan(province.issueCode('e01', 60_000, form)?.code ?? '');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(view?.credential?.format).toBe(format);
    expect(view?.grant).toMatchObject({ holder: { kind: 'enterprise', name: '济南明湖样例食品有限公司' } });
    const permits = must(await hall.office.cases.holder.permits());
    expect(permits.map(({ name, status }) => [name, status])).toContainEqual(['食品经营许可证', 'valid']);
    const fetched = view?.grant?.licences.map(({ typeSeq }) => typeSeq) ?? [];
    for (const { typeSeq, granted } of permits) expect(granted).toBe(fetched.includes(typeSeq));
    const line = hall.office.auditLines(3).find(({ action }) => action === 'permits-shown');
    expect(line?.facts).toEqual({ count: permits.length });
  });

  it('one that rests on a licence no longer in force is refused in words of its own (R41)', async () => {
    const { province, hall } = await started();
    must(hall.office.cases.chooseItem(FOOD_BUSINESS));
    const code = province.issueCode('e01', 60_000, 'business-licence')?.code ?? '';
    const licenceId = enterprises.find(({ id }) => id === 'e01')?.licences[0]?.licenceId;
    await adminOf(province, 'PUT', '/admin/licences/status', { licenceId, revoked: true });
    hall.scan(code);
    const view = await hall.until((now) => now?.failure !== null);
    expect(view).toMatchObject({ failure: { code: 'LICENCE_CODE_LAPSED' }, credential: null });
  });

  it.each([
    ['medical-voucher', 19],
    ['social-security-voucher', 16],
    ['department-code', 22],
  ] as const)('a %s is mapped to the one code’s holder (R38)', async (form, typeSeq) => {
    const { province, hall } = await started();
    const holder = people.find(
      ({ deceasedDay, licences }) =>
        deceasedDay === null && licences.some((held) => held.typeSeq === typeSeq && !held.revoked),
    );
    must(hall.office.cases.chooseItem(SUBSIDY));
    hall.scan(province.issueCode(holder?.id ?? '', 60_000, form)?.code ?? '');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences');
    expect(view?.credential?.format).toBe(form);
    expect(view?.grant?.holder.name).toBe(holder?.name);
  });
});
