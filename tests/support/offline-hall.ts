/** A hall whose province goes away and comes back on the same port with the same data: 断网受理 from end to end. */
import { onTestFinished } from 'vitest';
import { type Province, type ProvinceOptions, startProvince } from '../../fixtures/province';
import type { SecondPersonAct } from '../../main/contract/calls';
import { FailureError, failure } from '../../main/contract/failures/failure';
import type { CallBackView } from '../../main/contract/flow/provisional';
import { systemIds } from '../../main/core/base';
import { asAdmin, eventually } from './departments';
import { must, openTestOffice, type TestOffice } from './office';
import { tempDir } from './temp-dir';

export const PHONE = '13800000000';

export interface OfflineHall {
  hall: TestOffice;
  province: Province;
  key: Uint8Array;
  /** The province is gone. */
  away(): Promise<void>;
  /** It is there again, as it was. */
  /** It is there again, as it was, and the program was started anew; departments answer at once unless told otherwise. */
  back(about?: {
    options?: Partial<ProvinceOptions>;
    verification?: object;
    restart?: boolean;
  }): Promise<void>;
  /**
   * The program ends and starts again on the same profile. `writes`: the store takes so many transactions and then none any
   * more, which leaves behind what a kill would.
   */
  restart(writes?: number): Promise<void>;
  /** The store takes nothing any more. */
  isSpent(): boolean;
}

async function stoppable(options: ProvinceOptions): Promise<Province> {
  const province = await startProvince({ admin: true, ...options });
  const stop = province.stop.bind(province);
  let stopped = false;
  const once = async () => {
    if (stopped) return;
    stopped = true;
    await stop();
  };
  onTestFinished(once);
  return Object.assign(province, { stop: once });
}

/** Seal enrolled while the province was there; `edition` and `secondPersonFor` as for `openTestOffice`. */
export async function openOfflineHall(
  edition?: unknown,
  secondPersonFor?: readonly SecondPersonAct[],
): Promise<OfflineHall> {
  const [dataDir, dir, key] = [tempDir(), tempDir(), systemIds.bytes(32)];
  const province = await stoppable({ dataDir });
  const port = Number(new URL(province.url).port);
  const open = () =>
    openTestOffice({
      ...{ dir, key, provinceUrl: province.url, edition, beforeWrite },
      ...(secondPersonFor && { secondPersonFor }),
    });
  let writesLeft = Number.POSITIVE_INFINITY;
  const beforeWrite = () => {
    writesLeft -= 1;
    if (writesLeft < 0) throw new FailureError(failure('STORE_DISK_FULL'));
  };
  const it: OfflineHall = {
    hall: await open(),
    province,
    key,
    isSpent: () => writesLeft < 0,
    away: async () => {
      await it.province.stop();
    },
    back: async ({ options = {}, verification = { delayMs: 0 }, restart = true } = {}) => {
      it.province = await stoppable({ dataDir, port, ...options });
      await asAdmin(it.province, 'policy', 'PUT', { verification });
      if (restart) await it.restart();
    },
    restart: async (writes = Number.POSITIVE_INFINITY) => {
      await it.hall.close().catch(() => undefined);
      writesLeft = writes;
      it.hall = await open();
    },
  };
  must(await it.hall.office.seal.ready());
  return it;
}

/** What the applicant says at the window, by field. */
type Told = Record<string, string>;

/** A case taken in offline, up to the form. */
export async function acceptOffline({ hall }: OfflineHall, item: number, personId: string): Promise<void> {
  must(hall.office.cases.chooseItem(item));
  hall.layCard(personId);
  await hall.until((view) => view?.state === 'Identifying' && view.failure !== null);
  must(hall.office.cases.acceptOffline({ phone: PHONE }));
}

/** Types what the applicant says, something acceptable for the rest; pledges where the form asks. */
export function fillOffline({ hall }: OfflineHall, told: Told): void {
  const { cases } = hall.office;
  for (const [key, value] of Object.entries(told)) must(cases.editField(key, value));
  const usual: Record<string, string> = { phone: PHONE, number: '12', date: '2026-10-08', text: '见申请书' };
  for (const field of hall.view().form?.fields ?? []) {
    if (field.problem === null || field.hidden) continue;
    must(cases.editField(field.key, field.options[0]?.value ?? usual[field.type] ?? '见申请书'));
  }
  for (const material of hall.view().form?.materials ?? []) {
    if (material.settled || material.deferred || material.hidden) continue;
    if (material.settlement === 'pledge') must(cases.pledge(material.key, true));
    else must(cases.acceptPaper(material.key, '申请人当场提交'));
  }
}

/** Delivers what waits, then checks what can be checked. */
export async function goOnline({ hall }: OfflineHall): Promise<CallBackView[]> {
  await hall.office.delivery.drain({ evenLater: true });
  return hall.office.offline.check();
}

/** The call-back list once nothing on it waits for the province or a department any more. */
export async function checked(it: OfflineHall): Promise<CallBackView[]> {
  await goOnline(it);
  const { offline, delivery } = it.hall.office;
  const list = await eventually(() => {
    const now = offline.list(50);
    return now.every(({ state }) => state !== 'to-check') && now;
  });
  await delivery.drain({ evenLater: true });
  return list;
}

/** Receipts that the province holds, in the order they came. */
export async function receivedBy({
  province,
}: OfflineHall): Promise<{ receiptId: string; number: string; attempts: number }[]> {
  return (await (await fetch(`${province.url}/admin/receipts`)).json()) as never;
}
