/** A window with real sealing and delivery, the province, and somebody in between. */
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { startProvince } from '../../../fixtures/province';
import type { Clock } from '../../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../../main/core/base';
import { databaseDriver } from '../../../native/database';
import { completeForm, must, openTestOffice, type TestOffice } from '../office';
import { tempDir } from '../temp-dir';
import { type Exchange, type Mischief, startMiddleman } from './middleman';

const ITEM = 37;

export const says = (status: number, body: unknown, headers: Record<string, string> = {}): Mischief => {
  const answer: Exchange = {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  return async () => answer;
};
export const busy = (status: number, retryAfter?: string): Mischief =>
  says(status, { code: 'OVERLOADED', message: '' }, retryAfter ? { 'retry-after': retryAfter } : {});
export const page = (status: number, headers: Record<string, string> = {}): Mischief => {
  const body = '<!doctype html><title>登录</title><p>请先登录网络</p>';
  return async () => ({ status, headers: { 'content-type': 'text/html', ...headers }, body });
};

/** `after`: timers other than the system's, for what would keep a test waiting. */
export async function hallBehindMiddleman(after: Clock['after'] = systemClock.after) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const middleman = await startMiddleman(province.url);
  let ahead = 0;
  const options = {
    dir: tempDir(),
    key: systemIds.bytes(32),
    provinceUrl: middleman.url,
    clock: { after, now: () => systemClock.now() + ahead },
  };
  let hall = await openTestOffice(options);
  return {
    middleman,
    options,
    get office() {
      return hall.office;
    },
    async reopen(meanwhile: () => void) {
      await hall.close();
      meanwhile();
      hall = await openTestOffice(options);
    },
    setClock: (byMs: number) => {
      ahead += byMs;
    },
    now: () => options.clock.now(),
    /** A whole case; the receipt's id. */
    seal: () => seal(hall),
    parcel: (receiptId: string) => hall.office.parcels(20).find((each) => each.receiptId === receiptId),
    /** Sends what may be sent by now. */
    send: () => hall.office.delivery.drain(),
    received: async () =>
      (await (await fetch(`${province.url}/admin/receipts`)).json()) as {
        receiptId: string;
        attempts: number;
      }[],
  };
}

export type Scene = Awaited<ReturnType<typeof hallBehindMiddleman>>;

export async function seal(hall: TestOffice): Promise<string> {
  must(hall.office.cases.chooseItem(ITEM));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  const receiptId = must(await hall.office.cases.submit()).receipt?.id ?? '';
  must(hall.office.cases.close());
  await hall.office.delivery.drain();
  return receiptId;
}

export async function expectArrivedOnce(scene: Scene, receiptIds: string[]): Promise<void> {
  expect((await scene.received()).map(({ receiptId }) => receiptId)).toEqual(receiptIds);
  expect(receiptIds.map((receiptId) => scene.parcel(receiptId)?.state)).toEqual(
    receiptIds.map(() => 'acknowledged'),
  );
  const refs = receiptIds.map((receiptId) => scene.parcel(receiptId)?.provinceRef);
  expect(new Set(refs).size).toBe(receiptIds.length);
  expect((await scene.office.checkAudit({ askProvince: false })).intact).toBe(true);
}

export function behindTheStore(scene: Scene, sql: string, ...values: (string | Uint8Array)[]): void {
  const connection = must(
    databaseDriver.open({ path: join(scene.options.dir, 'hall.db'), key: scene.options.key, create: false }),
  );
  expect(connection.run(sql, ...values)).toBe(1);
  connection.close();
}
