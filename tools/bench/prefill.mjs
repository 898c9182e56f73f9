// Filling a form: 60 fields from 12 licences, from the moment the last licence is there until the form is ready to be shown
// (filled, compared, checked, masked), against parsing and copying the same data in the same run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';

const FIELDS = 60;
const LICENCES = 12;
const ROUNDS = 2000;
const WARM_UP = 200;
const AT = 1_795_000_000_000;
const TYPES = ['text', 'id-number', 'date', 'enum', 'region', 'phone'];
/** @type {Record<string, string>} */
const VALUES = {
  text: '山东省济南市样例区示例路44号11号楼203室',
  'id-number': '37019919530412981X',
  date: '1953-04-12',
  enum: '男',
  region: '济南市历下区',
  phone: '13800000000',
};

const builtDir = path.join(cacheDir, 'bench-prefill');
try {
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: {
        form: 'main/core/form/index.ts',
        base: 'main/core/base/index.ts',
        grant: 'main/contract/flow/grant.ts',
      },
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    builtDir,
    'production',
  );
  const { prefillForm, maskForm, savingsOf } = await built('form');
  const { systemIds } = await built('base');
  const { LicenceCopy } = await built('grant');
  // As a stored case is read: what an older copy lacks has its default.
  const grant = inventedGrant((/** @type {unknown} */ copy) => LicenceCopy.parse(copy));
  const about = {
    definition: inventedDefinition(),
    credential: {
      kind: 'code',
      id: '',
      frameId: '',
      readAt: AT,
      format: 'resident-code',
      payload: '',
      warnings: [],
    },
    earlier: null,
    ids: systemIds,
  };
  const fill = () => {
    const form = prefillForm(grant, about);
    return { form: maskForm(form, new Set()), savings: savingsOf(form) };
  };
  const from = performance.now();
  const first = fill();
  const firstMs = Number((performance.now() - from).toFixed(1));
  const filled = first.form.fields.filter((/** @type {any} */ field) => field.value !== '').length;
  if (filled !== FIELDS) throw new Error(`${filled} of ${FIELDS} fields were filled`);
  const text = JSON.stringify({ grant, definition: about.definition });
  const copy = () => {
    const parsed = JSON.parse(text);
    return parsed.definition.fields.map((/** @type {object} */ field) => ({
      ...field,
      value: '',
      source: null,
    }));
  };
  const [prefill, baseline] = [series(fill), series(copy)];
  const result = { benchmark: 'prefill', fields: FIELDS, licences: LICENCES, firstMs, prefill, baseline };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'prefill.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(
    `prefill, ${FIELDS} fields from ${LICENCES} licences: ${prefill.p50} ms at the median, ${prefill.p95} ms at p95, ` +
      `${prefill.max} ms at most (${prefill.samples} forms), the first of the process ${firstMs} ms; JSON.parse and copy of the same data ${baseline.p50} and ` +
      `${baseline.p95} ms, ratio at p95 ${(prefill.p95 / baseline.p95).toFixed(2)}`,
  );
} finally {
  rmSync(builtDir, { recursive: true, force: true });
}

/** @param {string} name @returns {Promise<Record<string, any>>} */
function built(name) {
  return import(pathToFileURL(path.join(builtDir, `${name}.mjs`)).href);
}

/** Each field has two licences to come from, so that values are compared as well; every sixth pair contradicts. */
function inventedDefinition() {
  const fields = Array.from({ length: FIELDS }, (_, at) => ({
    code: '',
    key: `field${at}`,
    label: `栏目${at}`,
    group: `第${Math.floor(at / 10)}组`,
    type: TYPES[at % TYPES.length],
    required: true,
    maxLength: 100,
    options: [
      { value: '1', label: '男' },
      { value: '2', label: '女' },
    ],
    origins: [at, at + 1].map((licence) => ({
      from: 'licence',
      typeSeq: (licence % LICENCES) + 1,
      element: `element${at}`,
    })),
    preset: '',
    classification: at % 10 === 0 ? 4 : 3,
    when: at % 15 === 14 ? { field: 'field3', in: ['1'] } : null,
  }));
  const materials = Array.from({ length: LICENCES }, (_, at) => ({
    code: '',
    key: `material${at}`,
    name: `材料${at}`,
    settlement: 'sharing',
    fallback: 'paper',
    typeSeq: at + 1,
    basis: '依据',
    pledgeText: '',
    when: null,
    attachment: false,
  }));
  const rules = [{ rule: 'same', a: 'field1', b: 'field7' }];
  return {
    seq: 1,
    audience: 'person',
    legalBasis: '依据',
    handlingDays: 1,
    fields,
    materials,
    rules,
    tables: [],
  };
}

/** @param {(copy: unknown) => unknown} asCopy */
function inventedGrant(asCopy) {
  const licences = Array.from({ length: LICENCES }, (_, licence) => {
    const elements = Array.from({ length: FIELDS }, (__, at) => at)
      .filter((at) => at % LICENCES === licence || (at + 1) % LICENCES === licence)
      .map((at) => {
        const value = VALUES[TYPES[at % TYPES.length] ?? 'text'] ?? '';
        const contradicts = at % 6 === 0 && at % LICENCES !== licence;
        return [`element${at}`, contradicts ? `${value}甲` : value];
      });
    return asCopy({
      licenceId: `L-${licence + 1}`,
      typeSeq: licence + 1,
      name: `证照${licence + 1}`,
      issuer: '样例市样例局',
      number: String(licence),
      validFrom: '2020-01-01',
      validTo: null,
      elements: Object.fromEntries(elements),
      fetchedAt: AT,
      sha256: '0'.repeat(64),
      checks: [],
      verdict: 'passed',
    });
  });
  const holder = { kind: 'person', name: '周明远', code: '37019919530412981X', codeType: '111' };
  return { id: 'g', credentialId: 'c', caseId: 'f', itemSeq: 1, holder, grantedAt: AT, licences, gaps: [] };
}

/** @param {() => unknown} act */
function series(act) {
  for (let round = 0; round < WARM_UP; round += 1) act();
  /** @type {number[]} */
  const all = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    act();
    all.push(performance.now() - from);
  }
  all.sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) =>
    Number((all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0).toFixed(3));
  return { p50: at(0.5), p95: at(0.95), max: at(1), samples: all.length };
}
