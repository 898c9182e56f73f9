/** The same items for people whose papers are not like everybody's: to the receipt, or to a refusal that says why. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { failureOf, must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';
import { doWholeCase, identify } from '../support/whole-case';

const SOCIAL_CARD = 161;
const definition = must(must(loadCatalogue(currentEdition)).definition(SOCIAL_CARD));

async function counter() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  return { province, hall };
}

const holderOf = (id: string) => ({ id, hasCard: people.find((each) => each.id === id)?.card != null });

describe('an item done for', () => {
  it.each([
    ['a resident of Hong Kong', 'p123'],
    ['a resident of Taiwan', 'p127'],
    ['a foreigner with the card of 2023', 'p115'],
    ['a name of thirty characters', 'p11'],
    ['a name with dots that the chip has cut', 'p142'],
    ['a character that the chip has at a private code point', 'p135'],
    ['a character of CJK Extension B', 'p133'],
    ['a character of CJK Extension B that the main face lacks', 'p131'],
    ['somebody who has changed their name', 'p151'],
    ['a minor', 'p105'],
    ['somebody who came without a card', 'p193'],
    ['somebody who lets no licence be used', 'p17'],
    ['somebody whose card and licence disagree', 'p08'],
  ])('%s reaches the province', async (_who, id) => {
    const { province, hall } = await counter();
    const { submitted, filled } = await doWholeCase(hall, province, {
      seq: SOCIAL_CARD,
      definition,
      holder: holderOf(id),
    });
    expect(filled.fieldsFilled).toBeGreaterThan(0);
    const field = (key: string) => submitted.form?.fields.find((each) => each.key === key);
    expect(field('name')?.value).toBe(people.find((each) => each.id === id)?.name);
    expect(field('idNumber')?.source?.from).toMatch(/licence|id-card/);
  });

  it.each(['p11', 'p142', 'p148'])(
    'a name that the chip has cut leaves nothing to decide: %s',
    async (id) => {
      const { province, hall } = await counter();
      must(hall.office.cases.chooseItem(SOCIAL_CARD));
      await identify(hall, province, holderOf(id));
      must(await hall.office.cases.fillForm());
      const fields = hall.view().form?.fields ?? [];
      expect(fields.filter(({ conflict }) => conflict !== null)).toEqual([]);
      const whole = people.find((each) => each.id === id)?.name ?? '';
      expect(whole.length).toBeGreaterThan(15);
      expect(fields.find(({ key }) => key === 'name')?.value).toBe(whole);
    },
  );

  it('a person who has died is refused by the province, whatever card lies on the reader', async () => {
    const { province, hall } = await counter();
    must(hall.office.cases.chooseItem(SOCIAL_CARD));
    const view = await identify(hall, province, holderOf('p171'));
    expect(view?.failure?.code).toBe('LICENCE_HOLDER_DECEASED');
    expect(view?.grant).toBeNull();
    expect(failureOf(hall.office.cases.fillForm())?.code).toBe('CASE_STATE');
  });
});
