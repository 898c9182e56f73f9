/** One rule for a licence's number: the sealed receipt prints it as the screen showed it, and never more (R51, R52). */
import { expect, it } from 'vitest';
import { enterprises, people } from '../../fixtures/people';
import { fromBase64, systemIds } from '../../main/core/base';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { pdfText } from '../support/pdf-text';
import { provinceWithPhones } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const AGENT = people.find(({ id }) => id === 'p02')?.number ?? '';
const whole = new Map(
  [...people, ...enterprises].flatMap(({ licences }) =>
    licences.map(({ licenceId, number }) => [licenceId, number] as const),
  ),
);

async function sealed(hall: TestOffice, seq: number, showing: () => void) {
  must(hall.office.cases.chooseItem(seq));
  showing();
  await hall.until((view) => view?.state === 'ReviewingLicences');
  const shown = hall.view().grant?.licences.filter(({ verdict }) => verdict === 'passed') ?? [];
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  const open = hall.view().form?.fields.filter(({ problem }) => problem?.code === 'id-number') ?? [];
  for (const { key } of open) must(hall.office.cases.editField(key, AGENT));
  const { receipt } = must(await hall.office.cases.submit());
  const { pdf } = must(hall.office.receiptFile(receipt?.id ?? ''));
  must(hall.office.cases.close());
  const [, list = ''] = /本次使用的电子证照(.*?)责任单位/.exec(pdfText(fromBase64(pdf))) ?? [];
  return { shown, list };
}

it('prints numbers as the screen shows them: of persons in part, of public licences whole', async () => {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  const person = await sealed(hall, 37, () => hall.layCard('p01'));
  const enterprise = await sealed(hall, 448, () => hall.scan(province.issueCode('e01', 60_000)?.code ?? ''));
  for (const { shown, list } of [person, enterprise]) {
    expect(shown.length).toBeGreaterThan(0);
    for (const { number } of shown) expect(list).toContain(number.replace(/\*{8,}/, '********'));
  }
  const inFull = ({ shown }: typeof person) =>
    shown.filter(({ licenceId, number }) => number === whole.get(licenceId)).map(({ typeSeq }) => typeSeq);
  expect([inFull(person), inFull(enterprise)]).toEqual([[], [35]]);
  // The form is the applicant's own statement, where they confirm a number whole; the list of licences is not.
  for (const { licenceId } of person.shown) expect(person.list).not.toContain(whole.get(licenceId));
});
