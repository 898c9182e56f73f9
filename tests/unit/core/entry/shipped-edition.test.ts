import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseEdition } from '../../../../main/core/catalogue';
import { EDITION, shippedEdition } from '../../../../main/core/entry/assets';
import { writeCheckedEditions } from '../../../../tools/build/checked-edition.mjs';
import { tempDir } from '../../../support/temp-dir';

const editionsDir = join(import.meta.dirname, '../../../../fixtures/catalogue/editions');
const source = readFileSync(join(editionsDir, `${EDITION}.json`), 'utf8');
const whole = parseEdition(JSON.parse(source));

function assets(): { dir: string; checked: string } {
  const dir = tempDir();
  mkdirSync(join(dir, 'editions'));
  mkdirSync(join(dir, 'checked'));
  writeFileSync(join(dir, 'editions', `${EDITION}.json`), source);
  return { dir, checked: join(dir, 'checked', `${EDITION}.json`) };
}

test('the build leaves every edition as the check gave it back, which the core then takes as it is', async () => {
  const { dir, checked } = assets();
  await writeCheckedEditions(editionsDir, join(dir, 'checked'));
  expect(readdirSync(join(dir, 'checked'))).toHaveLength(2 * readdirSync(editionsDir).length);
  expect({ ok: true, value: JSON.parse(readFileSync(checked, 'utf8')) }).toEqual(whole);
  expect(shippedEdition(dir)).toEqual(whole);
});

test('the build refuses an edition with a fault', async () => {
  const { dir } = assets();
  const faulty = { ...JSON.parse(source), items: [] };
  writeFileSync(join(dir, 'editions', `${EDITION}.json`), JSON.stringify(faulty));
  await expect(writeCheckedEditions(join(dir, 'editions'), join(dir, 'checked'))).rejects.toThrow(
    'definition-item',
  );
});

test.each([
  ['is not there', (checked: string) => writeFileSync(`${checked}.sha256`, 'ab'.repeat(32))],
  [
    'was changed by a byte',
    (checked: string) => {
      writeFileSync(checked, JSON.stringify({ items: [] }));
      writeFileSync(`${checked}.sha256`, createHash('sha256').update('{"items":[] }').digest('hex'));
    },
  ],
  [
    'was cut short by a full disk',
    (checked: string) => {
      writeFileSync(checked, '');
      writeFileSync(`${checked}.sha256`, '');
    },
  ],
])('a checked copy that %s is not used: the edition is checked again', (_what, damage) => {
  const { dir, checked } = assets();
  damage(checked);
  expect(shippedEdition(dir)).toEqual(whole);
});

test('an edition that neither the build nor the check has passed is refused', () => {
  const { dir } = assets();
  writeFileSync(join(dir, 'editions', `${EDITION}.json`), '{}');
  expect(shippedEdition(dir)).toMatchObject({ ok: false, failure: { code: 'CATALOGUE_INVALID' } });
});
