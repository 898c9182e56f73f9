/** The record of operations names nobody: digests that only its own store can make, by which a supervisor finds a person’s lines. */
import { expect, it } from 'vitest';
import shipped from '../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import { people } from '../../fixtures/people';
import { maskName, maskNumber, maskValue, sha256 } from '../../main/core/base';
import { failureOf, must } from '../support/office';
import {
  acceptOffline,
  checked,
  fillOffline,
  type OfflineHall,
  openOfflineHall,
  PHONE,
} from '../support/offline-hall';

const ITEM = 37;
const MOST = 1_000;
/** What a clerk may type into a reason without being told not to. */
const GOSSIP = '其女李晓梅说户口簿上写错了，电话 0531-88776655';
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture of nobody')]);

/** The shipped edition with a proof that takes files. */
function withPhoto(): unknown {
  const photo = { key: 'photo', name: '近期照片', settlement: 'paper', fallback: 'paper', typeSeq: null };
  const definitions = shipped.definitions.map((definition) =>
    definition.seq === ITEM
      ? { ...definition, materials: [...definition.materials, { ...photo, basis: '依据', attachment: true }] }
      : definition,
  );
  return { ...shipped, definitions };
}

/** Not the one on the holder's licence: the check has something to tell. */
const OTHER_ACCOUNT = '6222021602001234567';
const PHOTO = { material: 'photo', name: '李晓梅.png', base64: PNG.toString('base64') };

function person(id: string) {
  const found = people.find((each) => each.id === id);
  if (!found?.card) throw new Error(`${id} has no card`);
  return { ...found, card: found.card };
}

/** Everything known of somebody, as it is, as screens and paper show it, and as a plain digest that could be tried against. */
function knownOf(id: string): string[] {
  const { name, number, card, licences } = person(id);
  // Who issued it is an office, and offices are asked and named.
  const held = licences.flatMap(({ number: own, elements: { issuer: _office, ...elements } }) => [
    own,
    ...Object.values(elements),
  ]);
  const said = [name, number, card.address, ...held, PHONE, OTHER_ACCOUNT, '李晓梅', '88776655'].filter(
    // Codes, yes and no, and days say nothing of whose they are.
    (value) => [...value].length > 2 && !/^\d{4}-\d{2}-\d{2}$/.test(value),
  );
  const masked = said.flatMap((value) => [maskNumber(value), maskName(value), maskValue('text', value)]);
  const telling = masked.filter((value) => /[^*]/.test(value) && value.length > 2);
  return [...new Set([...said, ...telling, ...said.map((value) => sha256(value))])];
}

async function wholeCase({ hall }: OfflineHall, id: string): Promise<void> {
  const { cases } = hall.office;
  must(cases.chooseItem(ITEM));
  hall.layCard(id);
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(cases.revealElement(1, 'number'));
  must(cases.fillForm());
  const fields = hall.view().form?.fields ?? [];
  must(cases.revealField(fields.find(({ masked }) => masked)?.key ?? ''));
  const sourced = fields.find(({ type, source }) => type === 'text' && source?.from === 'licence');
  must(cases.editField(sourced?.key ?? '', '山东省济南市样例区示例路1号', GOSSIP));
  must(cases.attach(PHOTO));
  const licence = hall.view().grant?.licences[0];
  must(
    cases.object({
      licenceId: licence?.licenceId ?? '',
      element: 'address',
      proposed: '示例路2号',
      reason: GOSSIP,
    }),
  );
  fillOffline({ hall } as OfflineHall, {});
  must(await cases.submit());
  must(hall.office.accessSlip());
  must(cases.close());
}

it('holds no value of anybody, masked or plainly digested, after cases with and without the province', async () => {
  const it = await openOfflineHall(withPhoto());
  await wholeCase(it, 'p01');
  must(it.hall.office.cases.chooseItem(ITEM));
  it.hall.layCard('p01');
  await it.hall.until((view) => view?.state === 'ReviewingLicences');
  must(it.hall.office.cases.abandon(GOSSIP));
  await it.away();
  const { socialSecurityNumber = '', bankName = '' } =
    person('p02').licences.find(({ typeSeq }) => typeSeq === 16)?.elements ?? {};
  const account = { socialSecurityNumber, bankName };
  await acceptOffline(it, ITEM, 'p02');
  must(it.hall.office.cases.attach(PHOTO));
  fillOffline(it, { ...account, bankAccount: OTHER_ACCOUNT });
  must(await it.hall.office.cases.submit());
  must(it.hall.office.cases.close());
  await it.back();
  const [entry] = await checked(it);
  for (const { kind, key } of entry?.differences ?? [])
    must(it.hall.office.offline.decide({ id: entry?.id ?? '', kind, key, offer: null, reason: GOSSIP }));
  if (entry?.state === 'for-clerk') must(await it.hall.office.offline.lapse(entry.id, GOSSIP));

  const lines = it.hall.office.auditLines(MOST);
  expect(new Set(lines.map(({ action }) => action))).toEqual(
    new Set([
      ...new Set(lines.map(({ action }) => action)),
      ...['credential-read', 'grant-obtained', 'licence-fetched', 'element-shown', 'field-shown'],
      ...['field-edited', 'file-attached', 'pledge-taken', 'errand-made', 'receipt-sealed', 'case-abandoned'],
      ...['offline-accepted', 'offline-checked', 'offline-closed'],
    ]),
  );
  const record = JSON.stringify(lines);
  const found = [...knownOf('p01'), ...knownOf('p02')].filter((value) => record.includes(value));
  expect(found).toEqual([]);
  expect(record).not.toContain('*');
  expect(record).not.toContain(sha256(PNG));

  // By the number alone a supervisor finds whose cases these were, and that somebody looked is a line of its own.
  const mine = it.hall.office.auditLines(MOST, { holder: person('p01').number.toLowerCase() });
  const actions = (all: typeof lines) => all.map(({ action }) => action);
  expect(actions(mine)).toEqual(
    expect.arrayContaining(['holder-searched', 'licence-fetched', 'field-shown', 'receipt-sealed']),
  );
  expect(actions(mine)).not.toContain('offline-accepted');
  expect(new Set(mine.map(({ caseId }) => caseId).filter(Boolean)).size).toBe(2);
  const theirs = it.hall.office.auditLines(MOST, { holder: person('p02').number });
  expect(actions(theirs)).toEqual(expect.arrayContaining(['offline-accepted', 'offline-closed']));
  expect(
    it.hall.office.auditLines(MOST, { holder: '110105194912310038' }).map(({ action }) => action),
  ).toEqual(['holder-searched']);
  // Nobody looks from further down without that line; turning the pages is no new question.
  const lookedUp = () =>
    it.hall.office.auditLines(MOST).filter(({ action }) => action === 'holder-searched').length;
  const before = lookedUp();
  it.hall.office.auditLines(MOST, { holder: person('p01').number, before: Number.MAX_SAFE_INTEGER });
  it.hall.office.auditLines(MOST, { holder: person('p01').number, before: 20 });
  expect(lookedUp() - before).toBe(1);
  expect(failureOf(it.hall.office.accessSlip())?.code).toBe('CASE_NONE');
});
