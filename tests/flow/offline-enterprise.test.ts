/** 断网受理 for enterprises (R31): named by the credit code, stood for by the agent's card; the province says later whether that holds. */
import { describe, expect, it } from 'vitest';
import { enterprises, people } from '../../fixtures/people';
import { failureOf, must } from '../support/office';
import {
  checked,
  fillOffline,
  goOnline,
  type OfflineHall,
  openOfflineHall,
  PHONE,
  receivedBy,
} from '../support/offline-hall';

const FOOD_BUSINESS = 448;
const company = enterprises.find(({ id }) => id === 'e01');
const uscc = company?.uscc ?? '';
const agent = people.find(({ id }) => id === 'p20');
/** What the form wants of its own kind; the rest is `fillOffline`'s. */
const TOLD = { licenceUscc: uscc, agentName: agent?.name ?? '', agentNumber: agent?.number ?? '' };

/** Up to the choice of the offline way. */
async function atWindow(code: string, agentId: string): Promise<OfflineHall> {
  const it = await openOfflineHall();
  await it.away();
  const { cases } = it.hall.office;
  must(cases.chooseItem(FOOD_BUSINESS));
  must(cases.actFor('enterprise-agent'));
  it.hall.layCard(agentId);
  it.hall.scan(code);
  await it.hall.until((view) => view?.failure?.code === 'PROVINCE_UNREACHABLE');
  return it;
}

/** Typed by the clerk as the agent says it. */
async function takenIn(agentId: string, enterpriseName = company?.name): Promise<OfflineHall> {
  const it = await atWindow(uscc, agentId);
  must(it.hall.office.cases.acceptOffline({ phone: PHONE, enterpriseName }));
  fillOffline(it, TOLD);
  must(await it.hall.office.cases.submit());
  must(it.hall.office.cases.close());
  return it;
}

describe('while the province is away', () => {
  it('takes an enterprise in by credit code and the card of its agent, who both stand in the receipt and the record', async () => {
    const it = await atWindow(uscc, 'p20');
    const accepted = must(
      it.hall.office.cases.acceptOffline({ phone: PHONE, enterpriseName: company?.name }),
    );
    expect(accepted.provisional?.holder).toMatchObject({ kind: 'enterprise', name: company?.name });
    const sources = new Set(accepted.form?.fields.map(({ source }) => source?.from));
    // Nothing of it stands on the province's word, nor on the agent's own card.
    expect([...sources].filter(Boolean).sort()).toEqual(['clerk', 'preset']);
    expect(accepted.form?.fields.filter(({ locked }) => locked)).toEqual([]);
    const line = it.hall.office.auditLines(20).find(({ action }) => action === 'offline-accepted');
    expect(line?.facts).toMatchObject({ evidence: 'enterprise-agent', item: FOOD_BUSINESS });
    expect(line?.facts.actor).toBeTruthy();
    expect(JSON.stringify(line)).not.toContain(agent?.number);
    fillOffline(it, TOLD);
    const done = must(await it.hall.office.cases.submit());
    expect(done.receipt).toMatchObject({ provisional: true });
    expect(must(await it.hall.office.verifyStored(done.receipt?.id ?? '')).verdict).toBe('passed');
  });

  it('takes the credit code out of what an electronic licence shows, and asks for it where that tells nobody', async () => {
    const it = await atWindow(`DZYYZZ|${uscc}|20261122`, 'p20');
    const offline = (enterpriseName?: string) =>
      it.hall.office.cases.acceptOffline({ phone: PHONE, enterpriseName });
    expect(failureOf(offline())?.code).toBe('CASE_OFFLINE_NAME_NEEDED');
    expect(must(offline(company?.name)).provisional?.holder.codeMasked).toContain(uscc.slice(0, 3));
    must(it.hall.office.cases.back());
    const { cases } = it.hall.office;
    const shownNow = async (...steps: (() => unknown)[]) => {
      must(cases.abandon('测试'));
      must(cases.chooseItem(FOOD_BUSINESS));
      for (const step of steps) step();
      await it.hall.until(
        (view) => view?.credential !== null && view?.failure?.code === 'PROVINCE_UNREACHABLE',
      );
      return failureOf(offline(company?.name))?.code;
    };
    const agentStands = () => {
      must(cases.actFor('enterprise-agent'));
      it.hall.layCard('p20');
    };
    const opaque = () => it.hall.scan('LB1.nobodyHereCanReadThis');
    expect(await shownNow(agentStands, opaque)).toBe('CASE_OFFLINE_CODE_NEEDED');
    // Somebody has to stand for it.
    expect(await shownNow(() => it.hall.scan(uscc))).toBe('CASE_OFFLINE_CODE_NEEDED');
  });
});

describe('when the province is back', () => {
  it('lets it say who the enterprise is and who may act, and lists what differs from what was typed', async () => {
    const it = await takenIn('p20', '另一名称有限公司');
    await it.back();
    const [entry] = await checked(it);
    expect(entry?.failure).toBeNull();
    const obtained = it.hall.office.auditLines(60).find(({ action }) => action === 'grant-obtained');
    expect(obtained?.facts).toMatchObject({ evidence: 'enterprise-agent' });
    expect(obtained?.facts.actor).toBeTruthy();
    const name = entry?.differences.find(({ typed }) => typed === '另一名称有限公司');
    expect(name?.offers[0]?.value).toBe(company?.name);
    for (const { kind, key, offers } of entry?.differences ?? [])
      must(
        it.hall.office.offline.decide({
          ...{ id: entry?.id ?? '', kind, key },
          ...(offers.length > 0 ? { offer: 0, reason: '' } : { offer: null, reason: '申请人已补交原件' }),
        }),
      );
    must(await it.hall.office.offline.settle(entry?.id ?? ''));
    await goOnline(it);
    expect(it.hall.office.offline.list(9)).toMatchObject([{ state: 'closed', outcome: 'corrected' }]);
    expect(await receivedBy(it)).toHaveLength(2);
  });

  it('leaves a case whose agent may not act to the clerk, untouched, and fetches nothing', async () => {
    const it = await takenIn('p01');
    await it.back();
    const [entry] = await checked(it);
    expect(entry).toMatchObject({
      state: 'for-clerk',
      failure: { code: 'LICENCE_MANDATE_MISSING' },
      differences: [],
    });
    expect(it.hall.office.auditLines(60).some(({ action }) => action === 'licence-fetched')).toBe(false);
    expect(await receivedBy(it)).toHaveLength(1);
    const rates = () => it.hall.office.rates('all', { fromDay: '2000-01-01', toDay: '2100-01-01' })[0];
    expect(rates()).toMatchObject({ cases: 1, accepted: 1, lapsed: 0 });
    must(await it.hall.office.offline.lapse(entry?.id ?? '', '经办人没有办理权限'));
    expect(rates()).toMatchObject({ cases: 1, accepted: 0, lapsed: 1, fields: 0 });
    expect(it.hall.office.offline.list(9)).toMatchObject([{ state: 'closed', outcome: 'lapsed' }]);
  });
});
