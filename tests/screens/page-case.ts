/** A whole case over the window's own bridge: the calls that its buttons make, without waiting for anybody's hands. */
import type { HallWindow } from '../support/core-state';

export interface PageCase {
  readonly personId: string;
  /** As the grant has to name the holder. */
  readonly name: string;
  readonly idNumber: string;
  readonly seq: number;
  /** Typed wherever nothing else is asked for. */
  readonly phone: string;
  /** `form`: filled and left open. `end`: sealed and handed over. */
  readonly upTo: 'form' | 'end';
}

/** Runs in the page: from the card to the receipt, or on with the case that is open. Returns what went wrong; empty if nothing. */
export async function takeIn({ personId, name, idNumber, seq, phone, upTo }: PageCase): Promise<string> {
  const { case: desk, receipt, station, training } = (window as unknown as HallWindow).hall;
  const view = async () => {
    const now = await station.snapshot();
    return now.ok ? now.value.case : null;
  };
  if ((await view()) === null) {
    const begun = await desk.chooseItem({ seq });
    const laid = await training.layCard({ personId });
    if (!begun.ok || !laid.ok) return JSON.stringify([begun, laid]);
  }
  const deadline = Date.now() + 30_000;
  for (;;) {
    const now = await view();
    if (now?.state === 'ReviewingLicences' || now?.state === 'ReviewingForm') break;
    if (now?.failure || Date.now() > deadline)
      return JSON.stringify([now?.state, now?.item?.seq, now?.failure]);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  const who = (await view())?.grant?.holder.name;
  if (who !== name) return `${who} is at the window`;
  // A card that still lies there when the case is over would begin the next one.
  await training.liftCard();
  await desk.fillForm();
  for (const field of (await view())?.form?.fields ?? []) {
    if (field.hidden || (field.problem === null && field.type !== 'phone')) continue;
    await desk.editField({
      key: field.key,
      value: field.options[0]?.value ?? (field.type === 'id-number' ? idNumber : phone),
    });
  }
  for (const { key, settled, settlement, hidden } of (await view())?.form?.materials ?? []) {
    if (settled || hidden) continue;
    if (settlement === 'pledge') await desk.pledge({ key, agreed: true });
    else await desk.acceptPaper({ key, reason: '申请人当场提交' });
  }
  if (upTo === 'form') return '';
  const done = await desk.submit();
  if (!done.ok) {
    const open =
      (await view())?.form?.fields.filter(({ problem, hidden }) => problem !== null && !hidden) ?? [];
    return JSON.stringify([done.failure, open.map(({ key, type, problem }) => [key, type, problem])]);
  }
  // The sealed file itself passes through the page.
  const pdf = await receipt.pdf({ id: done.value.receipt?.id ?? '' });
  await desk.close();
  return pdf.ok && pdf.value.pdf.length > 10_000 ? '' : 'no receipt';
}
