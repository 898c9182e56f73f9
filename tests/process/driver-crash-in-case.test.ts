/** The core with a case open while the process of its serial driver is killed, as it would be by a bad driver. */
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { FailureError } from '../../main/contract/failures/failure';
import { startCore } from '../support/core-client';
import { descendants, isAlive } from '../support/process-tree';
import { tempDir } from '../support/temp-dir';

const ITEM = 236;
const holder = people.find(({ id }) => id === 'p03');

it('keeps the core, the case and its form; the reader comes back and reads on', async () => {
  const province = await startProvince({ admin: true, dataDir: tempDir() });
  onTestFinished(() => province.stop());
  const link = join(tempDir(), 'tty');
  const reader = await startSimulator({ driver: 'id-card', link, paced: true });
  onTestFinished(() => reader.stop());
  const args = [`--profile=${tempDir()}`, `--province=${province.url}`, `--id-card-port=${link}`];
  const core = await startCore(args, { value: '' });
  onTestFinished(() => core.kill());
  await core.calls.station.unlock({ passphrase: 'a passphrase for this test' });
  const { account, secret } = province.account;
  expect(await core.calls.clerk.signIn({ account, secret })).toMatchObject({ ok: true });
  expect(await core.calls.case.chooseItem({ seq: ITEM })).toMatchObject({ ok: true });

  async function snapshot() {
    const taken = await core.calls.station.snapshot();
    if (!taken.ok) throw new FailureError(taken.failure);
    return taken.value;
  }
  const device = async () => {
    const [view] = (await snapshot()).devices;
    return view?.failure ? `${view.state} ${view.failure.code}` : view?.state;
  };
  const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });
  const drivers = () => descendants(core.pid).filter(({ command }) => command.includes('driver.mjs'));

  await until(async () => expect(await device()).toBe('ready'));
  const before = await snapshot();
  const [driver] = drivers();
  if (!driver || !holder?.card) throw new Error('no driver, or no card to read');
  reader.lay(holder.card);
  await until(async () => expect(await device()).toBe('busy'));
  process.kill(driver.pid, 'SIGKILL');

  await until(async () => expect(await device()).toBe('lost DEVICE_DRIVER_CRASHED'));
  await until(async () => expect((await snapshot()).case?.state).not.toBe('Identifying'));
  const after = await snapshot();
  expect(isAlive(core.pid)).toBe(true);
  expect(after.case).toMatchObject({ id: before.case?.id, item: { seq: ITEM } });
  // One for the family that is used, and the one that died has been replaced.
  expect(drivers()).toHaveLength(1);
  expect(drivers()[0]?.pid).not.toBe(driver.pid);
  expect(await device()).not.toMatch(/^lost/);

  // One that hangs holds nothing up and does not outlive its core either.
  const [second] = drivers();
  process.kill(second?.pid ?? 0, 'SIGSTOP');
  await core.close();
  await vi.waitFor(() => expect(isAlive(second?.pid ?? 0)).toBe(false), { timeout: 5_000 });
});
