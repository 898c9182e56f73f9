import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coreAnswers, coreStates, type HallWindow, watchCore } from '../support/core-state';
import { type Hall, hallCommand, hallEnv, launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

let profileDir: string;
let hall: Hall;
let corePid: number;

beforeEach(async () => {
  profileDir = mkdtempSync(path.join(tmpdir(), 'hall-life-'));
  hall = await launchHall({ profileDir });
  await coreAnswers(hall.page);
  corePid = await runningCore();
});

afterEach(async () => {
  if (isAlive(hall.shellPid)) await hall.close();
  rmSync(profileDir, { recursive: true, force: true });
});

async function runningCore(): Promise<number> {
  const pid = await hall.corePid();
  if (pid === undefined) throw new Error('no core is running');
  return pid;
}

const logged = (): { event: string; child?: string; inTime?: boolean }[] =>
  readFileSync(path.join(profileDir, 'logs', 'shell.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** How the whole program ended. */
function ending(): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve) =>
    hall.app.process().once('exit', (code, signal) => resolve({ code, signal })),
  );
}

const gone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 10_000 });

describe('a core that is killed', () => {
  it('leaves the window up and is back by itself', async () => {
    await watchCore(hall.page);
    process.kill(corePid, 'SIGKILL');
    await expect
      .poll(() => coreStates(hall.page), { timeout: 10_000, interval: 50 })
      .toEqual(['restarting', 'ready']);
    await coreAnswers(hall.page);
    expect(await runningCore()).not.toBe(corePid);
    expect(
      await hall.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    ).toBe(true);
  });

  it('is answered for by the shell while it is away', async () => {
    const answer = await hall.page.evaluate(async () => {
      const { hall } = window as unknown as HallWindow;
      const restarting = new Promise<void>((resolve) => {
        hall.events.on('core', ({ state }) => state === 'restarting' && resolve());
      });
      await hall.window.restartCore();
      await restarting;
      return hall.station.snapshot();
    });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'CORE_GONE', retry: 'automatic' } });
  });

  it('is started afresh when the clerk asks', async () => {
    await watchCore(hall.page);
    await hall.page.evaluate(() => (window as unknown as HallWindow).hall.window.restartCore());
    await expect.poll(() => coreStates(hall.page), { timeout: 10_000 }).toEqual(['restarting', 'ready']);
    expect(await runningCore()).not.toBe(corePid);
    expect(isAlive(corePid)).toBe(false);
  });
});

describe('a page that is killed', () => {
  it('is loaded again', async () => {
    const crashed = new Promise<void>((resolve) => hall.page.once('crash', () => resolve()));
    await hall.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await crashed;
    const alive = () =>
      hall.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('typeof window.hall'),
      );
    await expect.poll(() => alive().catch(() => 'crashed'), { timeout: 10_000 }).toBe('object');
    expect(isAlive(corePid)).toBe(true);
  });
});

describe('leaving', () => {
  it('lets the core finish when the clerk quits', async () => {
    const ended = ending();
    await hall.page.evaluate(() => void (window as unknown as HallWindow).hall.window.quit());
    expect(await ended).toEqual({ code: 0, signal: null });
    await gone(corePid).toBe(false);
    expect(logged()).toContainEqual(
      expect.objectContaining({ event: 'child-drained', child: 'core', inTime: true }),
    );
    expect(logged().at(-1)?.event).toBe('quit-done');
  });

  it('lets the core finish when the window is closed', async () => {
    const ended = ending();
    await hall.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toEqual({ code: 0, signal: null });
    await gone(corePid).toBe(false);
    expect(logged()).toContainEqual(
      expect.objectContaining({ event: 'child-drained', child: 'core', inTime: true }),
    );
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('lets the core finish on %s', async (signal) => {
    const ended = ending();
    process.kill(hall.shellPid, signal);
    expect(await ended).toEqual({ code: 0, signal: null });
    await gone(corePid).toBe(false);
    expect(logged()).toContainEqual(
      expect.objectContaining({ event: 'child-drained', child: 'core', inTime: true }),
    );
  });

  it('takes no longer than it may when the core does not finish', async () => {
    const ended = ending();
    // A stopped process neither answers nor ends.
    process.kill(corePid, 'SIGSTOP');
    await hall.page.evaluate(() => void (window as unknown as HallWindow).hall.window.quit());
    expect(await ended).toEqual({ code: 0, signal: null });
    await gone(corePid).toBe(false);
    expect(logged()).toContainEqual(
      expect.objectContaining({ event: 'child-drained', child: 'core', inTime: false }),
    );
  });

  it('leaves no core behind when the shell itself is killed', async () => {
    const ended = ending();
    process.kill(hall.shellPid, 'SIGKILL');
    await ended;
    await gone(corePid).toBe(false);
  });
});

describe('a second start on the same profile', () => {
  it('shows the first window and leaves', async () => {
    await hall.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const { executable, args } = await hallCommand({ profileDir });
    const second = spawn(executable, args, { env: hallEnv(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    second.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve) => second.once('close', resolve));
    expect(code).toBe(0);
    expect(said).toContain('免证窗已经打开');
    const visible = () =>
      hall.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(visible).toBe(true);
    expect(isAlive(corePid)).toBe(true);
  });
});

describe('a start that cannot be', () => {
  it('says which option is wrong and leaves', async () => {
    const { executable, args } = await hallCommand({ profileDir });
    const wrong = spawn(executable, [...args, '--province=somewhere'], {
      env: hallEnv(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    wrong.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve) => wrong.once('close', resolve));
    expect(code).toBe(2);
    expect(said).toContain('参数有误：--province');
  });
});
