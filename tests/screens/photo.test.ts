/** The photo of a card at the real window, made by a decoder of the hall's own. */
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../support/temp-dir';
import { aBmp } from '../unit/core/device/photo/pictures';
import { type Clerk, openWindow, tooWide } from './clerk';

const SIZE = { width: 1366, height: 768 };
/** Bytes that are in the picture and in nothing else. */
const MARK = 'made of a card by the decoder';

/** A program that gives this picture for any card, after taking the block. */
function decoder(body = 'fs.writeSync(1, picture);'): string {
  const picture = Buffer.from(aBmp(102, 126));
  picture.write(MARK, 2_000);
  const path = join(tempDir(), 'decoder');
  const start = `#!${process.execPath}\nconst fs = require('node:fs');\nfs.readFileSync(0);\n`;
  writeFileSync(
    path,
    `${start}const picture = Buffer.from('${picture.toString('base64')}', 'base64');\n${body}\n`,
  );
  chmodSync(path, 0o700);
  return path;
}

/** Files of the profile that hold the picture, as bytes or as text of any shift of base64. */
function filesWithPicture(dir: string): string[] {
  const forms = [0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${MARK}`)
      .toString('base64')
      .slice(4, 32),
  );
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => {
      const content = readFileSync(file, 'latin1');
      return [MARK, ...forms].some((form) => content.includes(form));
    });
}

const photo = (clerk: Clerk) => clerk.page.getByRole('img', { name: '证件上的照片，供核对本人' });

describe('the photo on a card', () => {
  it('is beside the person’s name until the form is made, and in no file', async () => {
    const clerk = await openWindow(SIZE, [], { photoDecoderPath: decoder() });
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');
    await photo(clerk).waitFor();
    expect(await photo(clerk).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(102);
    expect(await tooWide(clerk.page)).toEqual([]);
    expect(filesWithPicture(clerk.profileDir)).toEqual([]);
    await clerk.press('F8');
    await clerk.sees('请核对表单');
    await photo(clerk).waitFor({ state: 'detached' });
    expect((await clerk.until(() => true, 'anything')).photo).toEqual({ decoder: true, card: null });
    await clerk.hall.close();
    expect(filesWithPicture(clerk.profileDir)).toEqual([]);
  });

  it('that cannot be decoded is told calmly, and the case goes on', async () => {
    const clerk = await openWindow(SIZE, [], { photoDecoderPath: decoder('process.abort();') });
    await clerk.signIn();
    await clerk.receive('周明远');
    await clerk.sees('照片没有解出来，请核对证件上的照片');
    await clerk.type('37');
    await clerk.press('Enter');
    await clerk.sees('请核对取得的证照');
    expect(await photo(clerk).count()).toBe(0);
  });
});
