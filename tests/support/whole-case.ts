import { expect } from 'vitest';
import type { Province } from '../../fixtures/province';
import type { CaseView } from '../../main/contract/calls';
import type { ItemDefinition } from '../../main/contract/catalogue/types';
import { answerForm } from './answers';
import { asAdmin } from './departments';
import { must, type TestOffice } from './office';

interface ProvinceReceipt {
  receiptId: string;
  sha256: string;
}

export interface DoneCase {
  /** As it was sealed. */
  submitted: CaseView;
  /** Filled and asked before anybody typed. */
  filled: { fieldsFilled: number; fieldsTotal: number };
}

/** How a holder comes to the window: with a card, or with a code on the phone. */
export async function identify(
  hall: TestOffice,
  province: Province,
  holder: { id: string; hasCard: boolean },
): Promise<CaseView | null> {
  if (holder.hasCard) hall.layCard(holder.id);
  else hall.scan(province.issueCode(holder.id, 60_000)?.code ?? '');
  return hall.until((view) => view?.state === 'ReviewingLicences' || view?.failure !== null);
}

/**
 * One case from the choice of the item to the acknowledgement of its receipt. Fails the test where a field stays open, a
 * proof is settled in no way or in two, the sealed receipt does not hold, or the province has another one.
 */
export async function doWholeCase(
  hall: TestOffice,
  province: Province,
  what: { seq: number; definition: ItemDefinition; holder: { id: string; hasCard: boolean } },
): Promise<DoneCase> {
  const { office } = hall;
  must(office.cases.chooseItem(what.seq));
  const granted = await identify(hall, province, what.holder);
  expect(granted?.failure).toBeNull();

  // Departments answer at once; what they know nothing of goes another way.
  await asAdmin(province, 'policy', 'PUT', { verification: { delayMs: 0 } });
  const { fieldsFilled = 0, fieldsTotal = 0 } = must(office.cases.fillForm()).savings ?? {};
  await hall.until(
    (view) =>
      view?.errands.every(({ kind, state }) => kind !== 'verification' || state === 'answered') ?? false,
  );
  await answerForm(office, what.definition);
  const open = hall.view().form?.fields.filter((field) => field.problem !== null && !field.hidden);
  expect(open?.map(({ key, problem }) => `${key}: ${problem?.code}`)).toEqual([]);

  const submitted = must(await office.cases.submit());
  expect(submitted.state).toBe('HandingOver');
  for (const material of askedOf(submitted)) {
    expect(material.settled, material.key).toBe(true);
    expect(material.licenceId !== null, material.key).toBe(material.settlement === 'sharing');
    expect(material.paperReason !== '', material.key).toBe(material.settlement === 'paper');
  }
  const keys = askedOf(submitted).map((material) => material.key);
  expect(new Set(keys).size).toBe(keys.length);

  const { id: receiptId = '', sha256 } = submitted.receipt ?? {};
  expect(must(await office.verifyStored(receiptId)).verdict).toBe('passed');
  const delivered = await hall.until(
    (view) => view?.receipt?.delivery === 'acknowledged' || view?.receipt?.delivery === 'parked',
  );
  expect(delivered?.receipt?.delivery).toBe('acknowledged');
  const received = (await (await fetch(`${province.url}/admin/receipts`)).json()) as ProvinceReceipt[];
  expect(received.filter((receipt) => receipt.receiptId === receiptId)).toMatchObject([{ sha256 }]);
  must(office.cases.close());
  return { submitted, filled: { fieldsFilled, fieldsTotal } };
}

/** The proofs that were asked for in the end. */
export function askedOf(view: CaseView) {
  return view.form?.materials.filter((material) => !material.hidden) ?? [];
}
