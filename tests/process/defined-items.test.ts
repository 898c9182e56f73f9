/**
 * Every item the catalogue defines, by one command, with invented people who hold what it needs: from the card or code to
 * the receipt that the province has acknowledged. The share of fields that nobody had to write is printed, and stands in
 * out/pre-filled.txt.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { currentEdition } from '../../fixtures/catalogue';
import { enterprises, people } from '../../fixtures/people';
import { CatalogueEdition, type ItemDefinition } from '../../main/contract/catalogue/types';
import { Settlement } from '../../main/contract/flow/form';
import { loadCatalogue } from '../../main/core/catalogue';
import { type CommandResult, hall, startHall } from '../support/hall-command';
import { must } from '../support/office';
import { tempDir } from '../support/temp-dir';

const edition = CatalogueEdition.parse(currentEdition);
const catalogue = must(loadCatalogue(currentEdition));
const outDir = join(import.meta.dirname, '../../out');

/** One row each: what is chosen, and the definition its form is made from. */
function row(seq: number, holder?: ItemDefinition['audience']) {
  const definition = must(catalogue.definition(seq, holder));
  const { name, department } = must(catalogue.item(seq));
  return { seq, item: name || '名称缺失', department, audience: definition.audience, definition };
}

const items = edition.definitions.map(({ seq }) => row(seq));
const themes = edition.themes.map(({ seq }) => row(seq));
/** The last item of the list that nobody has defined. */
const undefinedSeq = edition.items.findLast(
  ({ seq, name }) => name !== '' && !edition.definitions.some((definition) => definition.seq === seq),
)?.seq;
const general = (['person', 'enterprise'] as const).flatMap((holder) =>
  undefinedSeq === undefined ? [] : [row(undefinedSeq, holder)],
);

const About = z.object({
  item: z.number(),
  name: z.string(),
  department: z.string(),
  audience: z.enum(['person', 'enterprise']),
  generic: z.boolean(),
  holder: z.string(),
});
const Done = About.extend({
  state: z.literal('done'),
  fields: z.object({
    prefilled: z.number().positive(),
    total: z.number().positive(),
    share: z.number().positive().max(1),
    typed: z.array(z.string()),
    blank: z.array(z.string()),
  }),
  proofs: z.array(
    z.object({
      key: z.string(),
      name: z.string().min(1),
      way: Settlement,
      settled: z.literal(true),
      basis: z.string(),
      licence: z.string(),
      paperReason: z.string(),
    }),
  ),
  receipt: z.object({ id: z.string().min(1), number: z.string().min(1), verdict: z.literal('passed') }),
  province: z.object({ state: z.literal('acknowledged'), ref: z.string().min(1) }),
});
type Done = z.infer<typeof Done>;

const DECEASED = 'p171';
/** Somebody who cannot be served goes first: the others are not to suffer by it. */
const LIST = `37@${DECEASED},defined,${undefinedSeq}@p01,${undefinedSeq}@e01`;
/** About 20 s where nothing else runs. */
const ALL_LIMIT_MS = 400_000;
const command = (...args: string[]) => ['case', 'run', ...args];

describe('hall case run, for everything the catalogue defines', () => {
  let ended: CommandResult;
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    const run = startHall(command('--items', LIST), {}, (end) => ends.push(end));
    ended = await run.ended;
  }, ALL_LIMIT_MS);
  afterAll(() => {
    for (const end of ends) end();
    const done = ended.lines.flatMap((line) => Done.safeParse(line).data ?? []);
    if (done.length > 0) writeTable(done);
  });

  const lineOf = (seq: number, audience: string) =>
    ended.lines.find((line) => {
      const about = About.safeParse(line).data;
      return about?.item === seq && about.audience === audience && about.holder !== DECEASED;
    });

  it('is 60 items at least, in each of the 26 departments, for people and for enterprises', () => {
    expect(items.length).toBeGreaterThanOrEqual(60);
    const departments = new Set(edition.items.map(({ department }) => department));
    expect(departments.size).toBe(26);
    expect(new Set(items.map(({ department }) => department))).toEqual(departments);
    expect(new Set(items.map(({ audience }) => audience))).toEqual(new Set(['person', 'enterprise']));
  });

  it.each([...items, ...themes, ...general])(
    '$seq $item ($audience) is done with what is on record',
    ({ seq, audience, department, definition }) => {
      const done = Done.parse(lineOf(seq, audience));
      expect(done).toMatchObject({ department, generic: definition.generic });
      expect(typedInstead(definition, done)).toEqual([]);
      for (const { key, way, licence, paperReason } of done.proofs) {
        expect(licence !== '', key).toBe(way === 'sharing');
        expect(paperReason !== '', key).toBe(way === 'paper');
      }
      const keys = done.proofs.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('says who could not be served and what to do about it, and fails for that one alone', () => {
    expect(ended.lines[0]).toMatchObject({
      item: 37,
      holder: DECEASED,
      state: 'failed',
      failure: { code: 'LICENCE_HOLDER_DECEASED', remedy: expect.stringMatching(/^请/) },
    });
    expect(ended.stderr).toContain('LICENCE_HOLDER_DECEASED');
    expect(ended.code).toBe(1);
    const done = items.length + themes.length + general.length;
    expect(ended.lines.at(-1)).toMatchObject({
      summary: true,
      cases: done + 1,
      done,
      failed: 1,
      notBegun: 0,
    });
  });

  it('writes no number of a person or enterprise into its lines', () => {
    const numbers = [...people.map(({ number }) => number), ...enterprises.map(({ uscc }) => uscc)];
    expect(numbers.filter((number) => (ended.stdout + ended.stderr).includes(number))).toEqual([]);
  });
});

describe('hall case run in a training world of its own', () => {
  it('finishes the case at hand when it is told to stop, says what was not begun, and leaves nothing behind', async () => {
    const dir = tempDir();
    const run = startHall(command('--items', 'defined'), { TMPDIR: dir });
    await run.says('已送达');
    run.child.kill('SIGTERM');
    const { code, lines } = await run.ended;
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ summary: true, done: lines.length - 1, failed: 0 });
    expect(lines.at(-1)).toMatchObject({ notBegun: items.length + themes.length - lines.length + 1 });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('hall catalogue gaps', () => {
  it('lists for IT staff the items that are not connected with the licence library yet', async () => {
    const { code, lines } = await hall(['catalogue', 'gaps', '--profile', tempDir()]);
    const [counts, ...open] = lines as [{ items: number; connected: number }, ...{ item: number }[]];
    expect(code).toBe(0);
    expect(counts).toMatchObject({ items: 504, connected: items.length + themes.length });
    expect(open).toHaveLength(504 - counts.connected);
    const defined = new Set(items.map(({ seq }) => seq));
    expect(open.filter(({ item }) => defined.has(item))).toEqual([]);
    expect(open).toContainEqual({
      item: 319,
      name: '名称缺失',
      department: expect.stringMatching(/./),
      gap: 'general-form',
    });
  });
});

/** Fields that some record of the holder could have answered and that were typed all the same. An agent's card is no such record. */
function typedInstead(definition: ItemDefinition, { fields }: Done): string[] {
  const onRecord = definition.fields.filter(({ origins }) => origins.some(({ from }) => from !== 'id-card'));
  const keys = new Set(onRecord.map(({ key }) => key));
  return [...fields.typed, ...fields.blank].filter((key) => keys.has(key));
}

/** How many proofs were settled in which way. */
function waysOf({ proofs }: Done): string {
  const ways = proofs.map(({ way }) => way);
  return [...new Set(ways)].map((way) => `${way} ${ways.filter((each) => each === way).length}`).join(', ');
}

function writeTable(lines: readonly Done[]): void {
  const sum = (of: 'prefilled' | 'total') => lines.reduce((all, { fields }) => all + fields[of], 0);
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(whole, 1))} %`;
  const rows = lines.map((line) =>
    [
      line.item,
      percent(line.fields.prefilled, line.fields.total),
      `${line.fields.prefilled}/${line.fields.total}`,
      line.holder,
      waysOf(line),
      line.department,
      line.generic ? `${line.name}（通用申请表）` : line.name || '名称缺失',
    ].join('\t'),
  );
  const [prefilled, total] = [sum('prefilled'), sum('total')];
  const text = [
    'item\tpre-filled\tfields\tholder\tmaterials\tdepartment\tname',
    ...rows,
    `all\t${percent(prefilled, total)}\t${prefilled}/${total}`,
  ].join('\n');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'pre-filled.txt'), `${text}\n`);
  process.stdout.write(`${text}\n`);
}
