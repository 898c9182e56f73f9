import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';

const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-messages-'));
let hall: Hall;

beforeAll(async () => {
  hall = await launchHall({ profileDir });
});

afterAll(async () => {
  await hall?.close();
  rmSync(profileDir, { recursive: true, force: true });
});

/** Opens another window with the real preload script, runs the call in each of its frames that has `hall`. */
function callFrom(url: string): Promise<unknown[]> {
  return hall.app.evaluate(async ({ app, BrowserWindow }, address) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/dist/preload/index.cjs`,
        sandbox: true,
        nodeIntegrationInSubFrames: true,
      },
    });
    await other.loadURL(address);
    await other.webContents.executeJavaScript("void document.body.append(document.createElement('iframe'))");
    const answers: unknown[] = [];
    for (const frame of other.webContents.mainFrame.framesInSubtree) {
      answers.push(await frame.executeJavaScript('window.hall ? window.hall.window.runtime() : null'));
    }
    other.destroy();
    return answers.filter((answer) => answer !== null);
  }, url);
}

const forbidden = { ok: false, failure: { code: 'CALL_FORBIDDEN', retry: 'never', details: {} } };

describe('who may call', () => {
  it('the page of the window', async () => {
    const answer = await hall.page.evaluate(() => (window as unknown as HallWindow).hall.window.runtime());
    expect(answer.ok).toBe(true);
  });

  it('no other window, even with our own page and preload script in it', async () => {
    const answers = await callFrom('app://hall/');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers).toEqual(answers.map(() => forbidden));
  });

  it('no page of another origin', async () => {
    const answers = await callFrom('about:blank');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers).toEqual(answers.map(() => forbidden));
  });

  it('no frame inside the page: it is given nothing to call with', async () => {
    const found = await hall.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const has = 'hall' in (frame.contentWindow ?? {});
      frame.remove();
      return has;
    });
    expect(found).toBe(false);
  });
});

describe('what reaches the page', () => {
  it('takes no event that does not fit the schema', async () => {
    const heard = await hall.page.evaluate(() => {
      const notes: unknown[] = [];
      (window as unknown as { notes: unknown[] }).notes = notes;
      (window as unknown as HallWindow).hall.events.on('outbox', (counts) => notes.push(counts.waiting));
      return notes.length;
    });
    expect(heard).toBe(0);
    await hall.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const counts = { waiting: 91, leased: 0, later: 0, parked: 0, acknowledged: 0 };
      contents?.send('hall:event', 'outbox', { ...counts, waiting: 'many' });
      contents?.send('hall:event', 'no-such-event', counts);
      contents?.send('hall:event', 'outbox', counts);
    });
    const notes = () => hall.page.evaluate(() => (window as unknown as { notes: unknown[] }).notes);
    await expect.poll(notes).toContain(91);
    expect(await notes()).not.toContain('many');
  });
});
