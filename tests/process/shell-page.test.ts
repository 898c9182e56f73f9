import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLS } from '../../main/contract/calls';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';

const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-page-'));
let hall: Hall;
/** Stands for the whole outside world; whoever reaches it has got out. */
let outside: Server;
let outsideUrl: string;
let visits = 0;

beforeAll(async () => {
  outside = createServer((_request, response) => {
    visits += 1;
    response.end('<h1>outside</h1>');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  hall = await launchHall({ profileDir });
});

afterAll(async () => {
  await hall?.close();
  outside.close();
  rmSync(profileDir, { recursive: true, force: true });
});

const logged = (): string[] =>
  readFileSync(path.join(profileDir, 'logs', 'shell.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);

describe('the window', () => {
  it('opens at app://hall/ in the size of a hall screen, in Chinese', async () => {
    expect(hall.page.url()).toMatch(/^app:\/\/hall\//);
    expect(await hall.page.evaluate(() => navigator.language)).toBe('zh-CN');
    const window = await hall.app.evaluate(({ BrowserWindow, Menu }) => {
      const [first] = BrowserWindow.getAllWindows();
      return {
        title: first?.getTitle(),
        smallest: first?.getMinimumSize(),
        visible: first?.isVisible(),
        menu: Menu.getApplicationMenu(),
      };
    });
    expect(window).toEqual({ title: '免证窗', smallest: [1024, 560], visible: true, menu: null });
  });

  it('keeps what Chromium writes inside the profile', async () => {
    const userDataDir = await hall.app.evaluate(({ app }) => app.getPath('userData'));
    expect(userDataDir).toBe(path.join(profileDir, 'chromium'));
  });
});

describe('what the page is given', () => {
  it('has no Node and no Electron', async () => {
    const found = await hall.page.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
  });

  it('has exactly the calls of the schema, and cannot change them', async () => {
    const given = await hall.page.evaluate(() => {
      const { hall } = window as unknown as HallWindow;
      try {
        Object.assign(hall, { intruder: true });
      } catch {
        // Frozen is fine.
      }
      return Object.fromEntries(Object.entries(hall).map(([group, calls]) => [group, Object.keys(calls)]));
    });
    expect(given).toEqual({
      ...Object.fromEntries(Object.entries(CALLS).map(([group, calls]) => [group, Object.keys(calls)])),
      events: ['on'],
    });
  });

  it('gets failures as data, for its own mistakes and for calls this mode does not have', async () => {
    const answers = await hall.page.evaluate(async () => {
      const { hall } = window as unknown as HallWindow;
      return [await hall.audit.list({ limit: -1 }), await hall.training.people()];
    });
    expect(answers).toMatchObject([
      { ok: false, failure: { code: 'CALL_INVALID', details: { at: 'limit' } } },
      { ok: false, failure: { code: 'CALL_UNKNOWN' } },
    ]);
  });

  it('reaches the core and the shell', async () => {
    await coreAnswers(hall.page);
    const runtime = await hall.page.evaluate(() => (window as unknown as HallWindow).hall.window.runtime());
    const versions = await hall.app.evaluate(() => process.versions);
    expect(runtime).toEqual({
      ok: true,
      value: {
        electron: versions.electron,
        chrome: versions.chrome,
        coreHost: Number(versions.napi) >= 10 ? 'utility' : 'fork',
      },
    });
  });

  it('can stop listening', async () => {
    const heard = await hall.page.evaluate(async () => {
      const { hall } = window as unknown as HallWindow;
      let kept = 0;
      let stopped = 0;
      const stopFirst = hall.events.on('core', () => {
        stopped += 1;
      });
      const stopSecond = hall.events.on('core', () => {
        kept += 1;
      });
      stopFirst();
      await hall.window.restartCore();
      while (kept === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      stopSecond();
      return { kept: kept > 0, stopped };
    });
    expect(heard).toEqual({ kept: true, stopped: 0 });
    await coreAnswers(hall.page);
  });
});

describe('the content security policy', () => {
  it('comes with every page, with a nonce used once', async () => {
    const loads = await hall.page.evaluate(async () => {
      const load = async () => {
        const response = await fetch('app://hall/');
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        return {
          policy: response.headers.get('content-security-policy') ?? '',
          nonce: page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '',
        };
      };
      return [await load(), await load()];
    });
    const [first, second] = loads;
    expect(first?.policy).toContain(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-",
    );
    expect(first?.policy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    expect(first?.nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(first?.policy).toContain(`'nonce-${first?.nonce}'`);
    expect(second?.nonce).not.toBe(first?.nonce);
  });

  it('is never broken by our own page', async () => {
    const complaints: string[] = [];
    const note = (message: { text(): string }) => complaints.push(message.text());
    hall.page.on('console', note);
    await hall.page.reload();
    await coreAnswers(hall.page);
    hall.page.off('console', note);
    expect(complaints.filter((text) => /content security policy/i.test(text))).toEqual([]);
  });

  it('stops inline script, inline style without the nonce, script from elsewhere, and eval', async () => {
    const outcome = await hall.page.evaluate(async (elsewhere) => {
      const marks = window as unknown as Record<string, unknown>;
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violated.push(event.effectiveDirective),
      );
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      const foreign = document.createElement('script');
      foreign.src = `${elsewhere}x.js`;
      const style = document.createElement('style');
      style.textContent = 'body { outline-width: 7px; outline-style: solid }';
      const image = document.createElement('img');
      image.src = `${elsewhere}x.png`;
      document.head.append(script, foreign, style);
      document.body.append(image);
      // Code run by the test tool itself is exempt; what a timer runs is not.
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: this is what must not work
            eval('window.evalRan = true');
          } catch {
            marks.evalRefused = true;
          }
          resolve();
        }),
      );
      const fetched = await fetch(elsewhere).then(
        () => 'fetched',
        () => 'refused',
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      const outline = getComputedStyle(document.body).outlineWidth;
      for (const element of [script, foreign, style, image]) element.remove();
      return {
        ran: [marks.inlineRan, marks.evalRan],
        refused: marks.evalRefused,
        outline,
        fetched,
        violated,
      };
    }, outsideUrl);
    expect(outcome.ran).toEqual([undefined, undefined]);
    expect(outcome.refused).toBe(true);
    expect(outcome.outline).not.toBe('7px');
    expect(outcome.fetched).toBe('refused');
    expect(outcome.violated).toEqual(
      expect.arrayContaining(['script-src-elem', 'style-src-elem', 'img-src', 'connect-src', 'script-src']),
    );
    expect(visits).toBe(0);
  });
});

describe('what lies behind app://hall/', () => {
  it('is the built page and nothing above it', async () => {
    const statuses = await hall.page.evaluate(async () => {
      const ask = async (path: string, method = 'GET') =>
        (await fetch(`app://hall${path}`, { method })).status;
      return {
        page: await ask('/index.html'),
        missing: await ask('/missing.js'),
        dots: await ask('/../../package.json'),
        encodedDots: await ask('/%2e%2e/%2e%2e/package.json'),
        encodedSlashes: await ask('/..%2f..%2fpackage.json'),
        backslashes: await ask('/..%5c..%5cpackage.json'),
        shell: await ask('/..%2fshell/index.cjs'),
        folder: await ask('/code/'),
        post: await ask('/index.html', 'POST'),
      };
    });
    const { page, post, ...others } = statuses;
    expect(page).toBe(200);
    expect(post).toBe(405);
    expect(new Set(Object.values(others))).toEqual(new Set([404]));
  });
});

describe('what the page may not do', () => {
  it('go elsewhere', async () => {
    const here = hall.page.url();
    for (const url of [
      outsideUrl,
      'file:///etc/hostname',
      'app://hall.evil/',
      'app://hall/code/',
      'mailto:a@b.c',
    ]) {
      await hall.page.evaluate((to) => {
        window.location.href = to;
      }, url);
      await hall.page.waitForTimeout(50);
      expect(hall.page.url()).toBe(here);
    }
    expect(visits).toBe(0);
    expect(logged()).toContain('navigation-refused');
  });

  it('open a window, or show another page inside itself', async () => {
    const opened = await hall.page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      return [window.open(url), window.open('app://hall/'), window.open('about:blank')].map(
        (other) => other === null,
      );
    }, outsideUrl);
    await hall.page.waitForTimeout(100);
    await hall.page.evaluate(() => {
      for (const frame of document.querySelectorAll('iframe')) frame.remove();
    });
    expect(opened).toEqual([true, true, true]);
    expect(await hall.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(visits).toBe(0);
  });

  it('get a permission, but for the picture of a camera', async () => {
    const answers = await hall.page.evaluate(async () => {
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      return {
        position: await new Promise<number>((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve(0),
            (error) => resolve(error.code),
          ),
        ),
        notification: await Notification.requestPermission(),
        microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: DOMException) => error.name,
        ),
        both: await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
          () => 'granted',
          (error: DOMException) => error.name,
        ),
        camera: await state('camera'),
        queried: [await state('microphone'), await state('geolocation'), await state('midi')],
      };
    });
    expect(answers.position).toBe(1);
    expect(answers.notification).toBe('denied');
    expect(answers.microphone).toMatch(/^Not(Allowed|Found)Error$/);
    expect(answers.both).toMatch(/^Not(Allowed|Found)Error$/);
    expect(answers.camera).toBe('granted');
    expect(new Set(answers.queried)).toEqual(new Set(['denied']));
    expect(logged()).toContain('permission-refused');
  });

  it('save a file', async () => {
    await hall.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.txt';
      link.click();
    });
    await expect.poll(logged).toContain('download-refused');
  });

  it('reach the network even where the policy of the page does not hold', async () => {
    const failure = await hall.app.evaluate(async ({ BrowserWindow }, url) => {
      const other = new BrowserWindow({ show: false });
      const message = await other.loadURL(url).then(
        () => 'loaded',
        (error: Error) => error.message,
      );
      other.destroy();
      return message;
    }, outsideUrl);
    expect(failure).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(visits).toBe(0);
  });
});
