/** A province whose departments answer when they are told to, and a profile that outlives its office. */
import { onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { acceptable } from './answers';
import { must, openTestOffice, type TestOffice } from './office';
import { tempDir } from './temp-dir';

export const asAdmin = (province: Province, path: string, method: 'POST' | 'PUT', body: unknown) =>
  fetch(`${province.url}/admin/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** `verification`: as in the province's policy; departments that answer only when told to, unless it says otherwise. */
export async function provinceThat(verification: object = { mode: 'manual' }): Promise<Province> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  await asAdmin(province, 'policy', 'PUT', { verification });
  return province;
}

/** The next `count` requests to this path find the service overloaded. */
export async function refuseNext(province: Province, path: string, count: number): Promise<void> {
  const plan = { mode: 'refuse', status: 503, path, count };
  const answer = await asAdmin(province, 'faults', 'POST', plan);
  if (answer.status !== 204) throw new Error('the fault was not ordered');
}

/** The same profile, opened as often as wanted; `later` moves its clock. */
export function profileAt(province: { url: string }, edition?: unknown) {
  const dir = tempDir();
  const key = systemIds.bytes(32);
  let late = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + late };
  return {
    dir,
    key,
    open: () =>
      openTestOffice({ dir, key, provinceUrl: province.url, clock, ...(edition ? { edition } : {}) }),
    later: (ms: number) => {
      late = ms;
    },
  };
}

export async function formOf(hall: TestOffice, seq: number, person: string) {
  must(hall.office.cases.chooseItem(seq));
  hall.layCard(person);
  await hall.until((view) => view?.state === 'ReviewingLicences');
  return must(hall.office.cases.fillForm());
}

/** Everything a clerk can settle alone: fields, and pledges that were spoken. What one answer brings up is answered in turn. */
export function completeButVerified({ office }: TestOffice): void {
  const { cases } = office;
  for (let pass = 0; pass < 4; pass += 1) {
    for (const { key, conflict, hidden } of cases.view()?.form?.fields ?? [])
      if (conflict && !conflict.decided && !hidden)
        must(cases.decideConflict({ key, choose: 0, how: 'chosen', reason: '当场核对' }));
    for (const field of cases.view()?.form?.fields ?? [])
      if (field.problem !== null && !field.hidden)
        must(cases.editField(field.key, acceptable(field), '当场核对'));
  }
  for (const material of cases.view()?.form?.materials ?? [])
    if (material.settlement === 'pledge' && !material.settled) must(cases.pledge(material.key, true));
}

/** Waits for something that no view of the open case shows; the test's time limit is the only clock. */
export async function eventually<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
