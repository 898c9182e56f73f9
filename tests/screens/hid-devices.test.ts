/**
 * HID devices in the real window. The shell hands the core no LD_PRELOAD, so the emulated bus comes in where the shell asks
 * for the Node to run the core on: `HALL_NODE` is a script that sets the bus up for itself and becomes that Node.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findPreload, type HidBus, startHidBus } from '../../fixtures/devices/hid';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import type { Snapshot } from '../../main/contract/calls';
import { requireNodeRuntime } from '../../tools/base/node-runtime.mjs';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

const preloadPath = findPreload();
const missing = preloadPath ? '' : ' (skipped: the package umockdev is not installed)';
const PASSPHRASE = 'window A01 opens with this';
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

/** A Node that sees the devices of the bus, and no others. */
function nodeOnBus(dir: string, { env }: HidBus): string {
  const nodePath = path.join(dir, 'node-on-bus');
  const sets = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  writeFileSync(nodePath, ['#!/bin/sh', ...sets, `exec '${requireNodeRuntime()}' "$@"`, ''].join('\n'));
  chmodSync(nodePath, 0o700);
  return nodePath;
}

async function windowOnBus(bus: HidBus, ports: { idCardPort: string; qrPort: string }) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-hid-'));
  onTestFinished(() => rmSync(profileDir, { recursive: true, force: true }));
  writeFileSync(path.join(profileDir, 'config.json'), JSON.stringify(ports));
  const hall = await launchHall({
    profileDir,
    provinceUrl: province.url,
    env: { HALL_NODE: nodeOnBus(profileDir, bus) },
  });
  // Before the bus ends: a program that holds one of its nodes would be aborted.
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  await coreAnswers(hall.page);
  return { hall, province };
}

const snapshot = async ({ page }: Hall): Promise<Snapshot> => {
  const answer = await page.evaluate(() => (window as unknown as HallWindow).hall.station.snapshot());
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
};

const states = async (hall: Hall) =>
  (await snapshot(hall)).devices.map(({ port, state }) => `${port} ${state}`);

describe.skipIf(!preloadPath)(`HID devices at the window${missing}`, () => {
  it('come, go, come back and identify the applicant', async ({ skip }) => {
    const busDir = mkdtempSync(path.join(tmpdir(), 'hb-'));
    const bus = startHidBus(busDir, preloadPath ?? '');
    onTestFinished(async () => {
      await bus.end();
      rmSync(busDir, { recursive: true, force: true });
    });
    const scanner = await bus.plug('honeywell');
    const { hall, province } = await windowOnBus(bus, { idCardPort: '0400:C35A', qrPort: '0C2E:0B61' });
    const host = await hall.page.evaluate(() => (window as unknown as HallWindow).hall.window.runtime());
    if (host.ok && host.value.coreHost === 'utility') {
      await hall.close();
      skip('this Electron carries the core itself and asks for no Node');
    }
    await until(async () => expect(await states(hall)).toEqual(['0400:C35A absent', '0C2E:0B61 ready']));
    const reader = await bus.plug('card-reader');
    await until(async () => expect(await states(hall)).toEqual(['0400:C35A ready', '0C2E:0B61 ready']));

    const { page } = hall;
    const sees = (text: string) => page.getByText(text).first().waitFor();
    await sees('首次启用，请设定工作站口令');
    for (const key of [PASSPHRASE, 'Tab', PASSPHRASE, 'Enter'])
      await (key === PASSPHRASE ? page.keyboard.type(key, { delay: 60 }) : page.keyboard.press(key));
    await sees('登录工作台');
    await page.keyboard.type(province.account.account, { delay: 60 });
    await page.keyboard.press('Tab');
    await page.keyboard.type(province.account.secret, { delay: 60 });
    await page.keyboard.press('Enter');
    await sees('请选择事项');

    scanner.unplug();
    await until(async () => expect(await states(hall)).toEqual(['0400:C35A ready', '0C2E:0B61 lost']));
    const again = await bus.plug('honeywell');
    await until(async () => expect(await states(hall)).toEqual(['0400:C35A ready', '0C2E:0B61 ready']));

    await page.keyboard.type('37', { delay: 60 });
    await page.keyboard.press('Enter');
    await sees('请申请人表明身份');
    expect(await again.show('https://example.test/')).toBe(true);
    await until(async () => expect((await snapshot(hall)).devices[1]?.lastFrameAt).not.toBeNull());
    const card = people.find(({ id }) => id === 'p03')?.card;
    if (!card) throw new Error('the person has no card');
    reader.lay(card);
    await sees(card.name);
    expect((await snapshot(hall)).case?.credential).toMatchObject({ kind: 'id-card', name: card.name });
  });
});
