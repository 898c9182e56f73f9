import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';
import { descendants, isAlive } from '../support/process-tree';

const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-training-'));
let hall: Hall;

beforeAll(async () => {
  hall = await launchHall({ profileDir, training: true });
  await coreAnswers(hall.page);
});

afterAll(async () => {
  if (isAlive(hall.shellPid)) await hall.close();
  rmSync(profileDir, { recursive: true, force: true });
});

const snapshot = () => hall.page.evaluate(() => (window as unknown as HallWindow).hall.station.snapshot());
const people = () => hall.page.evaluate(() => (window as unknown as HallWindow).hall.training.people());

describe('training mode', () => {
  it('runs the core in a world of its own, and says so', async () => {
    expect(await snapshot()).toMatchObject({ ok: true, value: { station: { training: true } } });
    const answer = await people();
    expect(answer.ok && answer.value.length).toBeGreaterThan(0);
  });

  it('gets over the loss of its world', async () => {
    const before = await hall.worldPid();
    if (before === undefined) throw new Error('no world is running');
    process.kill(before, 'SIGKILL');
    await expect.poll(async () => (await people()).ok, { timeout: 20_000, interval: 100 }).toBe(true);
    expect(await hall.worldPid()).not.toBe(before);
    // The core follows the province to where it is now.
    const province = async () => {
      const answer = await snapshot();
      return answer.ok ? answer.value.province.state : answer.failure.code;
    };
    await expect.poll(province, { timeout: 20_000, interval: 100 }).toBe('reachable');
  });

  it('leaves nothing behind', async () => {
    const running = descendants(hall.shellPid).map(({ pid }) => pid);
    expect(running.length).toBeGreaterThan(2);
    await hall.close();
    await expect.poll(() => running.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});
