// Finding an item: time per keystroke on the shipped list and on 100,000 invented rows, against the plain way of doing it
// (parse the list, look for the text in every name) in the same run; and what making the index costs.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';

const EDITION = 'fixtures/catalogue/editions/2026-11.json';
const LIMIT = 50;
const ROUNDS = 5;

/** What people type; each prefix is one keystroke. */
const TYPED = [
  ...[
    '食品经营许可',
    '不动产登记',
    '出租汽车驾驶员',
    '老年人补贴',
    '省体育局',
    '营业执照',
    '校车 教育厅',
    '开办药店',
  ],
  ...[
    'shipinjingying',
    'budongchan',
    'chuzuqiche',
    'laonianren',
    'hunyindengji',
    'yinhang',
    'yaopin',
    'zhuxiao',
  ],
  ...['spjyxk', 'bdcdj', 'czqc', 'lnrbt', 'hydj', 'zgz', 'syxk', 'dj'],
  ...['shipinjyxk', 'xiaocsy', '448', '9003', '233'],
];
const KEYSTROKES = TYPED.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));

const builtDir = path.join(cacheDir, 'bench-catalogue');
try {
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: { catalogue: 'main/core/catalogue/index.ts' },
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    builtDir,
    'production',
  );
  const { createItemSearch, loadCatalogue } = await import(
    pathToFileURL(path.join(builtDir, 'catalogue.mjs')).href
  );
  const text = readFileSync(path.join(rootDir, EDITION), 'utf8');
  const load = await loadTimes(() => must(loadCatalogue(JSON.parse(text))));
  const shipped = must(loadCatalogue(JSON.parse(text)));
  await shipped.ready();
  const rows = JSON.parse(text).items;
  const many = inventedRows(rows, 100_000);
  const manySearch = createItemSearch(
    many.map((row) => ({ row, defined: row.seq % 8 === 0, theme: false })),
    [],
  );
  const readyFrom = performance.now();
  await manySearch.ready();
  const manyReadyMs = rounded(performance.now() - readyFrom);
  const result = {
    benchmark: 'catalogue',
    load,
    items500: compared((typed) => shipped.search(typed, LIMIT), rows),
    items100000: { ...compared((typed) => manySearch.find(typed, LIMIT), many), readyMs: manyReadyMs },
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'catalogue.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(
    `catalogue, taken in: ${load.loadMs} ms (JSON.parse alone ${load.parseMs} ms); spelling ready after ${load.readyMs} ms more, ` +
      `longest turn ${load.longestTurnMs} ms`,
  );
  for (const [what, { search, baseline, scan, ratioP95 }] of [
    /** @type {const} */ (['500 items', result.items500]),
    /** @type {const} */ (['100,000 invented items', result.items100000]),
  ]) {
    console.log(
      `search, ${what}: ${search.p50} ms a keystroke at the median, ${search.p95} ms at p95 (${search.samples} keystrokes); ` +
        `parse and scan ${baseline.p50} and ${baseline.p95} ms, ratio at p95 ${ratioP95}; scan of parsed rows alone ${scan.p50} and ${scan.p95} ms`,
    );
  }
} finally {
  rmSync(builtDir, { recursive: true, force: true });
}

/** @param {{ ok: boolean, value?: any, failure?: { code: string } }} result */
function must(result) {
  if (!result.ok) throw new Error(result.failure?.code);
  return result.value;
}

/**
 * The first load of a process, which is the one that counts at the start.
 * @param {() => any} create
 */
async function loadTimes(create) {
  const text = readFileSync(path.join(rootDir, EDITION), 'utf8');
  const parseFrom = performance.now();
  JSON.parse(text);
  const loadFrom = performance.now();
  const catalogue = create();
  const readyFrom = performance.now();
  let done = false;
  let longestTurnMs = 0;
  let turnFrom = performance.now();
  const watch = () => {
    const now = performance.now();
    longestTurnMs = Math.max(longestTurnMs, now - turnFrom);
    turnFrom = now;
    if (!done) setImmediate(watch);
  };
  setImmediate(watch);
  await catalogue.ready();
  done = true;
  return {
    parseMs: rounded(loadFrom - parseFrom),
    loadMs: rounded(readyFrom - loadFrom),
    readyMs: rounded(performance.now() - readyFrom),
    longestTurnMs: rounded(longestTurnMs),
  };
}

/**
 * @param {(typed: string) => unknown} search
 * @param {{ name: string, department: string }[]} rows
 */
function compared(search, rows) {
  const text = JSON.stringify(rows);
  /** @param {{ name: string, department: string }[]} list @param {string} typed */
  const scanned = (list, typed) =>
    list.filter((row) => row.name.includes(typed) || row.department.includes(typed)).slice(0, LIMIT);
  const times = { search: series(search, ROUNDS), scan: series((typed) => scanned(rows, typed), 1) };
  // Parsing 100,000 rows for each keystroke takes its time; some keystrokes say enough.
  const every = rows.length > 10_000 ? 12 : 1;
  const baseline = series((typed) => scanned(JSON.parse(text), typed), 1, every);
  return { ...times, baseline, ratioP95: Number((times.search.p95 / baseline.p95).toFixed(3)) };
}

/** @param {(typed: string) => unknown} act @param {number} rounds @param {number} [every] */
function series(act, rounds, every = 1) {
  const chosen = KEYSTROKES.filter((_, at) => at % every === 0);
  for (const typed of chosen.slice(0, 20)) act(typed);
  /** @type {number[]} */
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const typed of chosen) {
      const from = performance.now();
      act(typed);
      all.push(performance.now() - from);
    }
  }
  all.sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => rounded(all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1), samples: all.length };
}

/**
 * Local lists repeat the province's names with a place in front.
 * @param {{ seq: number, department: string, name: string }[]} rows
 * @param {number} count
 */
function inventedRows(rows, count) {
  const cities = [
    '济南',
    '青岛',
    '淄博',
    '枣庄',
    '东营',
    '烟台',
    '潍坊',
    '济宁',
    '泰安',
    '威海',
    '日照',
    '临沂',
    '德州',
    '聊城',
  ];
  return Array.from({ length: count }, (_, at) => {
    const row = rows[at % rows.length];
    const place = Math.floor(at / rows.length);
    const town = `${cities[place % cities.length]}市第${Math.floor(place / cities.length) + 1}街道`;
    return { seq: at + 1, department: row?.department ?? '', name: `${row?.name ?? ''}（${town}）` };
  });
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toFixed(2));
}
