/**
 * Every item the catalogue defines, with invented people who hold what it needs, from the card or code to the receipt
 * that the province has acknowledged. The share of fields that nobody had to write stands in out/pre-filled.txt.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { type Province, startProvince } from '../../fixtures/province';
import type { CaseView } from '../../main/contract/calls';
import { CatalogueEdition, type ItemDefinition } from '../../main/contract/catalogue/types';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { must, openTestOffice, type TestOffice } from '../support/office';
import { suitableHolder } from '../support/suitable-holder';
import { askedOf, doWholeCase } from '../support/whole-case';

const edition = CatalogueEdition.parse(currentEdition);
const outDir = join(import.meta.dirname, '../../out');

interface Line {
  seq: number;
  department: string;
  item: string;
  holder: string;
  fieldsFilled: number;
  fieldsTotal: number;
  materials: string;
}

const catalogue = must(loadCatalogue(currentEdition));

/** One row each: what is chosen, and the definition its form is made from. */
function row(seq: number, item: string, audience: ItemDefinition['audience']) {
  const definition = must(catalogue.definition(seq, audience));
  const department = edition.items.find((each) => each.seq === seq)?.department ?? '一件事';
  return { seq, item, department, definition };
}

const items = edition.definitions.map(({ seq, audience }) =>
  row(seq, edition.items.find((each) => each.seq === seq)?.name || '名称缺失', audience),
);
const themes = edition.themes.map(({ seq, name, audience }) => row(seq, name, audience));
/** The last item of the list that nobody has defined, for a person and for an enterprise. */
const undefinedItem = edition.items.findLast(
  ({ seq, name }) => name !== '' && !edition.definitions.some((definition) => definition.seq === seq),
);
const general = edition.generics.flatMap(({ audience }) =>
  undefinedItem ? [row(undefinedItem.seq, `${undefinedItem.name}（通用申请表）`, audience)] : [],
);

describe('what the catalogue defines', () => {
  let province: Province;
  let hall: TestOffice;
  const ends: (() => Promise<void>)[] = [];
  const lines: Line[] = [];
  const used = new Map<string, number>();

  beforeAll(async () => {
    province = await startProvince({ admin: true });
    ends.push(() => province.stop());
    const dir = mkdtempSync(join(tmpdir(), 'hall-'));
    ends.push(async () => rmSync(dir, { recursive: true, force: true }));
    hall = await openTestOffice({
      dir,
      key: systemIds.bytes(32),
      provinceUrl: province.url,
      atEnd: (close) => ends.unshift(close),
    });
  });

  afterAll(async () => {
    if (lines.length > 0) writeTable(lines);
    for (const end of ends) await end();
  });

  // What one item leaves open is not in the next one's way.
  afterEach(() => {
    if (hall.office.cases.view()) must(hall.office.cases.abandon('测试'));
  });

  it('is 60 items at least, in each of the 26 departments', () => {
    expect(items.length).toBeGreaterThanOrEqual(60);
    const departments = new Set(edition.items.map(({ department }) => department));
    expect(new Set(items.map(({ department }) => department))).toEqual(departments);
  });

  it.each([...items, ...themes, ...general])(
    '$seq $item ($definition.audience) is done with what is on record',
    async ({ definition, seq, item, department }) => {
      const holder = suitableHolder(definition, used);
      const { submitted, filled } = await doWholeCase(hall, province, { seq, definition, holder });
      expect(filled.fieldsFilled).toBeGreaterThan(0);
      expect(typedInstead(definition, submitted)).toEqual([]);
      lines.push({ seq, item, department, holder: holder.id, ...filled, materials: waysOf(submitted) });
    },
  );
});

/** Fields that some record of the holder could have answered and that were typed all the same. An agent's card is no such record. */
function typedInstead(definition: ItemDefinition, view: CaseView): string[] {
  const onRecord = definition.fields.filter(({ origins }) => origins.some(({ from }) => from !== 'id-card'));
  const keys = new Set(onRecord.map(({ key }) => key));
  const fields = view.form?.fields.filter((field) => keys.has(field.key) && !field.hidden) ?? [];
  return fields.flatMap(({ key, source }) => (source === null || source.from === 'clerk' ? [key] : []));
}

/** How many proofs were settled in which way. */
function waysOf(view: CaseView): string {
  const ways = askedOf(view).map((material) => material.settlement);
  return [...new Set(ways)].map((way) => `${way} ${ways.filter((each) => each === way).length}`).join(', ');
}

function writeTable(lines: readonly Line[]): void {
  const [filled, total] = lines.reduce(([a, b], line) => [a + line.fieldsFilled, b + line.fieldsTotal], [
    0, 0,
  ] as [number, number]);
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(whole, 1))} %`;
  const rows = lines.map((line) =>
    [
      line.seq,
      percent(line.fieldsFilled, line.fieldsTotal),
      `${line.fieldsFilled}/${line.fieldsTotal}`,
      line.holder,
      line.materials,
      line.department,
      line.item,
    ].join('\t'),
  );
  const text = [
    'item\tpre-filled\tfields\tholder\tmaterials\tdepartment\tname',
    ...rows,
    `all\t${percent(filled, total)}\t${filled}/${total}`,
  ].join('\n');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'pre-filled.txt'), `${text}\n`);
  process.stdout.write(`${text}\n`);
}
