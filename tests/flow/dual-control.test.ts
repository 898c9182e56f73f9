/** Dual control where the act is done: whoever drives the core, the window or a command, comes to it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { type Province, startProvince } from '../../fixtures/province';
import { SECOND_PERSON_ACTS, type SecondPersonAct } from '../../main/contract/calls';
import type { Result } from '../../main/contract/failures/failure';
import { systemIds } from '../../main/core/base';
import { failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { acceptOffline, checked, fillOffline, openOfflineHall } from '../support/offline-hall';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;

async function readyHall(secondPersonFor: readonly SecondPersonAct[] = SECOND_PERSON_ACTS) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
  return { province, hall: await openTestOffice({ ...profile, secondPersonFor }) };
}

/** The supervisor of the training world says yes to one act. */
async function agree({ province, hall }: { province: Province; hall: TestOffice }, act: SecondPersonAct) {
  const { account = '', secret = '' } = province.accounts.find(({ role }) => role === 'supervisor') ?? {};
  must(await hall.office.session.approve(act, account, secret));
}

const refusal = (result: Result<unknown>) => {
  const failure = failureOf(result);
  return failure && [failure.code, failure.details.act];
};

async function formOpen() {
  const ready = await readyHall();
  const { cases } = ready.hall.office;
  must(cases.chooseItem(ITEM));
  ready.hall.layCard('p03');
  await ready.hall.until((view) => view?.state === 'ReviewingLicences');
  must(cases.fillForm());
  const name = () => ready.hall.view().form?.fields.find(({ key }) => key === 'name');
  return { ...ready, cases, name };
}

describe('a correction of what a source says', () => {
  it('takes a second person for every value put in its place, none to take it back, and none for what is refused anyway', async () => {
    const it = await formOpen();
    const { cases, name } = it;
    const former = name()?.value ?? '';
    expect(failureOf(cases.editField('name', '甲'))?.code).toBe('FORM_REASON_NEEDED');
    expect(refusal(cases.editField('name', '甲', '以原件为准'))).toEqual([
      'CLERK_SECOND_NEEDED',
      'deviation',
    ]);
    expect(name()?.value).toBe(former);
    await agree(it, 'deviation');
    expect(failureOf(cases.editField('name', '甲'))?.code).toBe('FORM_REASON_NEEDED');
    must(cases.editField('name', '甲', '以原件为准'));
    // The one word was for the one value: the next comes without a reason, but not without a person.
    expect(refusal(cases.editField('name', '乙'))).toEqual(['CLERK_SECOND_NEEDED', 'deviation']);
    must(cases.editField('name', former));
    expect(name()).toMatchObject({ value: former, deviation: null });
  });

  it('is not asked for where nothing stood before', async () => {
    const { hall, cases } = await formOpen();
    const empty = hall.view().form?.fields.find(({ source, hidden }) => source === null && !hidden);
    must(cases.editField(empty?.key ?? '', empty?.options[0]?.value ?? '见申请书'));
  });
});

describe('paper in the place of a proof', () => {
  it('takes a second person, who stands in the record of the case', async () => {
    const it = await formOpen();
    const { cases, hall } = it;
    const open = hall.view().form?.materials.find(({ settled, hidden }) => !settled && !hidden);
    const key = open?.key ?? '';
    expect(refusal(cases.acceptPaper(key, '申请人当场提交'))).toEqual(['CLERK_SECOND_NEEDED', 'paper']);
    await agree(it, 'deviation');
    expect(refusal(cases.acceptPaper(key, '申请人当场提交'))).toEqual(['CLERK_SECOND_NEEDED', 'paper']);
    await agree(it, 'paper');
    must(cases.acceptPaper(key, '申请人当场提交'));
    expect(hall.office.auditLines(2).map(({ action, facts }) => [action, facts.act, facts.second])).toEqual([
      ['paper-accepted', undefined, undefined],
      ['second-person', 'paper', '370102-90'],
    ]);
  });
});

describe('an identity that somebody typed', () => {
  const number = people.find(({ id }) => id === 'p03')?.number ?? '';

  it('takes a second person, whatever it is', async () => {
    const it = await readyHall();
    const code = it.province.issueCode('p03', 60_000)?.code ?? '';
    must(it.hall.office.cases.chooseItem(ITEM));
    expect(refusal(it.hall.type(code))).toEqual(['CLERK_SECOND_NEEDED', 'manual-identity']);
    await agree(it, 'manual-identity');
    must(it.hall.type(code));
    await it.hall.until((view) => view?.state === 'ReviewingLicences');
  });

  it('is no scan for coming at a scanner’s pace: a number that can be known takes a second person, a shown code does not', async () => {
    const it = await readyHall();
    must(it.hall.office.cases.chooseItem(ITEM));
    for (const known of [number, number.toLowerCase(), '91370102MA3TPFRJ2D'])
      expect(refusal(it.hall.wedge(known)), known.length.toString()).toEqual([
        'CLERK_SECOND_NEEDED',
        'manual-identity',
      ]);
    expect(it.hall.view().failure).toBeNull();
    expect(it.hall.office.auditLines(9).map(({ action }) => action)).not.toContain('credential-read');
    must(it.hall.wedge(it.province.issueCode('p03', 60_000)?.code ?? ''));
    await it.hall.until((view) => view?.state === 'ReviewingLicences');
  });

  it('takes nobody in a hall that has decided so', async () => {
    const { hall } = await readyHall([]);
    must(hall.office.cases.chooseItem(ITEM));
    must(hall.wedge(number));
    must(hall.office.exportAudit({}, 'csv'));
  });
});

describe('a difference found after an outage', () => {
  it('is decided for what was typed, against what the source says, with a second person only', async () => {
    const it = await openOfflineHall(undefined, ['deviation']);
    await it.away();
    await acceptOffline(it, ITEM, 'p02');
    const { socialSecurityNumber = '', bankName = '' } =
      people.find(({ id }) => id === 'p02')?.licences.find(({ typeSeq }) => typeSeq === 16)?.elements ?? {};
    fillOffline(it, { socialSecurityNumber, bankName, bankAccount: '6222021602001234567' });
    must(await it.hall.office.cases.submit());
    must(it.hall.office.cases.close());
    await it.back();
    const [entry] = await checked(it);
    const [{ kind, key } = { kind: 'field' as const, key: '' }] = entry?.differences ?? [];
    const keep = { id: entry?.id ?? '', kind, key, offer: null, reason: '以本人陈述为准' };
    const { offline } = it.hall.office;
    expect(refusal(offline.decide(keep))).toEqual(['CLERK_SECOND_NEEDED', 'deviation']);
    must(offline.decide({ ...keep, offer: 0, reason: '' }));
    await agree(it, 'deviation');
    must(offline.decide(keep));
  });
});
