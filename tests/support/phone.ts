/** Those outside the hall: the holder's phone and their way to take back what they gave, through the training side. */
import { onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import type { TestOffice } from './office';

interface Logged {
  operation: string;
  what: string;
  outcome: string;
}

/** `consent`: the policy of the holders' phones; by default nobody decides before they are told to. */
export async function provinceWithPhones(consent: object = { mode: 'manual' }): Promise<Province> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  await adminOf(province, 'PUT', '/admin/policy', { consent });
  return province;
}

export async function adminOf(
  province: Province,
  method: string,
  path: string,
  body: object = {},
): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${province.url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

/** What the province was asked about people, in the order it was answered. */
export async function askedOf(province: Province): Promise<Logged[]> {
  return (await (await fetch(`${province.url}/admin/access-log`)).json()) as Logged[];
}

/** Waits until the window waits for the holder, then has the holder decide. */
export async function decideOnPhone(
  province: Province,
  hall: TestOffice,
  word: { decision: 'grant' | 'refuse'; allowed?: object[] },
): Promise<void> {
  const asked = await hall.until((view) => view?.waiting?.for === 'holder');
  await adminOf(province, 'POST', `/admin/consents/${asked?.consent?.consentRef}/decide`, word);
}

export function takeBack(province: Province, grantRef: string): Promise<unknown> {
  return adminOf(province, 'POST', `/admin/grants/${grantRef}/revoke`);
}
