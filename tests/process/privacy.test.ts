/** What is left on the disk of fifty cases: everything the core wrote, the temp folder included, searched for who came. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { filesIn, filesWith, spellings } from '../support/left-behind';
import { must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';
import { doWholeCase } from '../support/whole-case';

const CASES = 50;
const SOCIAL_CARD = 161;
const definition = must(must(loadCatalogue(currentEdition)).definition(SOCIAL_CARD));

const leaks = (dirs: string[], needles: Buffer[]) => filesWith(dirs.flatMap(filesIn), needles);

it(`leaves none of twenty known values in any file after ${CASES} cases, nor in the temp folder`, {
  timeout: 400_000,
}, async () => {
  const tmp = tempDir();
  const oldTmp = process.env.TMPDIR;
  process.env.TMPDIR = tmp;
  onTestFinished(() => {
    if (oldTmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = oldTmp;
  });
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const dir = join(tempDir(), 'profile');
  mkdirSync(dir);
  const hall = await openTestOffice({ dir, key: systemIds.bytes(32), provinceUrl: province.url });

  const holders = people.filter(
    ({ card, licences }) =>
      card !== null && licences.some((each) => each.typeSeq === 1 && !each.revoked && !each.withheld),
  );
  const came = new Set<string>();
  for (let at = 0; at < CASES; at += 1) {
    const holder = holders[at % 12];
    if (!holder) throw new Error('too few people');
    came.add(holder.id);
    await doWholeCase(hall, province, {
      seq: SOCIAL_CARD,
      definition,
      holder: { id: holder.id, hasCard: true },
    });
  }

  const values = people
    .filter(({ id }) => came.has(id))
    .flatMap((each) => [each.number, each.card?.address ?? '', each.name])
    .filter((value) => value.length > 2)
    .slice(0, 30);
  expect(values.length).toBeGreaterThanOrEqual(20);
  const needles = values.flatMap(spellings);

  // That the search finds what is there is shown first, in each spelling.
  const known = join(tmp, 'known');
  for (const text of [values[0] ?? '', Buffer.from(`x${values[1]}yz`).toString('base64')]) {
    writeFileSync(known, text);
    expect(leaks([tmp], needles)).toEqual([known]);
  }
  writeFileSync(known, '');

  expect(filesIn(dir).length).toBeGreaterThan(2);
  expect(leaks([dir, tmp], needles)).toEqual([]);
  await hall.close();
  expect(leaks([dir, tmp], needles)).toEqual([]);
});
