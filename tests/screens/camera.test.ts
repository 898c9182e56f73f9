import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drawFrame, type Sight, writeY4m } from '../../fixtures/camera';
import { type Clerk, freshCode, openWindow, tooWide } from './clerk';

/** Chromium plays this film in the place of a camera; it is opened when the camera is. */
function filmFor(): { filmPath: string; chromium: string[] } {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-film-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const filmPath = path.join(dir, 'code.y4m');
  return {
    filmPath,
    chromium: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${filmPath}`],
  };
}

const held = { side: 420, at: [0.5, 0.5], turn: 7, tilt: 0.08, blur: 0.7, noise: 8, contrast: 150 } as const;

function film(filmPath: string, sights: readonly Sight[], framesPerSecond = 10): void {
  const frames = sights.map((sight, index) => drawFrame(sight, index));
  writeFileSync(filmPath, writeY4m(frames, framesPerSecond));
}

const cameraIsOn = (clerk: Clerk) =>
  clerk.page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    return stream instanceof MediaStream && stream.active;
  });

describe('the camera', () => {
  it('reads a code that is held before it, up to the licences, and is off afterwards', async () => {
    const { filmPath, chromium } = filmFor();
    const clerk = await openWindow(undefined, chromium);
    const refused: string[] = [];
    const loaded: string[] = [];
    clerk.page.on('request', (request) => loaded.push(request.url()));
    clerk.page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await clerk.signIn();
    film(filmPath, [{ ...held, text: await freshCode(clerk, 'p01') }]);
    await clerk.chooseItem(37);
    expect(await clerk.page.locator('video').count()).toBe(0);
    await clerk.press('Control+K');
    await clerk.sees('请核对取得的证照');
    const now = await clerk.until((one) => one.case?.grant != null, 'the grant');
    expect(now.case?.credential).toMatchObject({ kind: 'code', format: 'resident-code' });
    expect(await cameraIsOn(clerk)).toBe(false);
    expect(refused).toEqual([]);
    expect(loaded.some((url) => /^app:\/\/hall\/files\/zxing_reader-.+\.wasm$/.test(url))).toBe(true);
    expect(loaded.filter((url) => url.includes('read-without-wasm'))).toEqual([]);
    expect(loaded.filter((url) => !url.startsWith('app://hall/'))).toEqual([]);
  });

  it('reads in its slower way where WebAssembly is refused, and says so', async () => {
    const { filmPath, chromium } = filmFor();
    const clerk = await openWindow(undefined, [...chromium, '--js-flags=--no-expose-wasm']);
    await clerk.signIn();
    expect(await clerk.page.evaluate(() => typeof WebAssembly)).toBe('undefined');
    // Nothing to be seen for two seconds, then a code that comes nearer: this reader misses one in ten.
    const flat = { ...held, turn: 0, tilt: 0, blur: 0, noise: 2, contrast: 220 };
    const text = await freshCode(clerk, 'p01');
    const nothing = Array.from({ length: 4 }, () => ({ ...flat, text, contrast: 0 }));
    film(filmPath, [...nothing, ...[330, 360, 480, 510].map((side) => ({ ...flat, text, side }))], 2);
    await clerk.chooseItem(37);
    await clerk.press('Control+K');
    await clerk.sees('本机只能用备用方式识别');
    await clerk.sees('请核对取得的证照');
  });

  it('shows its picture while it looks, tells what it cannot use, and goes off at a key', async () => {
    const { filmPath, chromium } = filmFor();
    film(filmPath, [{ ...held, text: 'https://example.com/menu?table=7' }]);
    const clerk = await openWindow({ width: 1366, height: 768 }, chromium);
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.press('Control+K');
    await clerk.sees('正在识别');
    expect(await cameraIsOn(clerk)).toBe(true);
    await clerk.until((one) => one.case?.failure != null, 'the refusal of a menu');
    expect(await tooWide(clerk.page)).toEqual([]);
    await clerk.press('Control+K');
    await clerk.page.locator('video').waitFor({ state: 'detached' });
    await clerk.press('Control+K');
    await clerk.sees('正在识别');
    await clerk.press('F6');
    await clerk.page.locator('video').waitFor({ state: 'detached' });
  });
});
