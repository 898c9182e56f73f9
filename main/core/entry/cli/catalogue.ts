import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SwitchState } from '../../../contract/catalogue/switches';
import { FailureError, failure } from '../../../contract/failures/failure';
import { Day } from '../../../contract/flow/ids';
import { hallTime, systemClock } from '../../base';
import {
  checkEditions,
  EDITION_BYTES_MAX,
  EDITIONS_A_YEAR,
  type EditionReport,
  parseEdition,
  publishedFiles,
  publishedIn,
  publishedRules,
  takeEdition,
} from '../../catalogue';
import { type OpenCatalogue, openCatalogue } from '../catalogue';
import { readConfig } from '../config';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say } from './output';
import { guarded, oneOf, orThrow, required, textOf, wholeNumber } from './values';

const open = (values: Values): OpenCatalogue =>
  orThrow(openCatalogue(required(values, 'profile'), systemClock));

function bytesOf(path: string): Uint8Array {
  try {
    if (statSync(path).size <= EDITION_BYTES_MAX) return new Uint8Array(readFileSync(path));
  } catch {
    // Missing or not to be read: the same to whoever named it.
  }
  throw new FailureError(failure('CATALOGUE_FILE_UNREADABLE'));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FailureError(failure('CATALOGUE_FILE_UNREADABLE', { why: 'json' }));
  }
}

/** An edition as published (signed) or as it is made (plain JSON): checking one does not mean trusting it. */
function editionAt(path: string) {
  const json = jsonOf(bytesOf(path));
  const payload = json !== null && typeof json === 'object' && 'payload' in json ? json.payload : null;
  return orThrow(parseEdition(typeof payload === 'string' ? jsonOf(Buffer.from(payload, 'base64')) : json));
}

const refusal = ({ refused }: EditionReport) =>
  failed(
    failure('CATALOGUE_SHRINKS', {
      refused: refused.length,
      kind: refused[0]?.kind ?? '',
      at: refused[0]?.at ?? '',
    }),
  );

/** 只增不减 (R20): prints what is refused, added and doubtful; 1 where anything is refused. */
export function catalogueCheck(_values: Values, [oldPath = '', newPath = '']: string[]): Promise<Outcome> {
  return guarded(async () => {
    const report = checkEditions(editionAt(oldPath), editionAt(newPath));
    print(report);
    return report.refused.length > 0 ? refusal(report) : DONE;
  });
}

export function catalogueImport(values: Values, [path = '']: string[]): Promise<Outcome> {
  return guarded(async () => {
    const { profile, shipped } = open(values);
    const trust = textOf(values, 'trust');
    if (trust !== undefined) orThrow(profile.trust(new TextDecoder().decode(bytesOf(trust))));
    const taken = takeEdition(bytesOf(path), { profile, shipped, now: systemClock.now() });
    if (!taken.ok) return failed(taken.failure);
    const { edition, report } = taken.value;
    const { scope, effectiveFrom } = edition;
    print({
      edition: edition.edition,
      scope,
      effectiveFrom,
      waiting: effectiveFrom > hallTime(systemClock.now()).day,
      added: report.added.length,
      warnings: report.warnings,
    });
    return DONE;
  });
}

export function catalogueList(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { shelf, profile, unusable } = open(values);
    const { regionCode, pinned, switches } = orThrow(profile.choices());
    const today = hallTime(systemClock.now()).day;
    const list = shelf.list();
    // What is announced for later has not been published yet.
    const out = list.filter(({ standing }) => standing !== 'waiting').map(({ edition }) => edition);
    const publishedThisYear = publishedIn(today.slice(0, 4), out);
    if (publishedThisYear < EDITIONS_A_YEAR)
      say(`今年已发布 ${publishedThisYear} 版目录，每年应不少于 ${EDITIONS_A_YEAR} 版。`);
    print({
      inForce: shelf.catalogue.edition,
      publishedThisYear,
      editions: list.map(({ edition, standing }) => ({
        edition: edition.edition,
        scope: edition.scope,
        effectiveFrom: edition.effectiveFrom,
        effectiveUntil: edition.effectiveUntil,
        items: edition.items.length,
        defined: edition.definitions.length,
        standing,
      })),
      unusable,
      regionCode,
      pinned,
      switches,
    });
    return DONE;
  });
}

/** One item or theme as it is handled here and today. */
export function catalogueShow(values: Values, [seqText = '']: string[]): Promise<Outcome> {
  return guarded(async () => {
    const { catalogue } = open(values).shelf;
    const seq = Number(seqText);
    const row = orThrow(catalogue.item(Number.isInteger(seq) ? seq : 0));
    const holder = textOf(values, 'holder') === 'enterprise' ? 'enterprise' : 'person';
    const definition = orThrow(catalogue.definition(seq, holder));
    const { materials, fields, ...about } = definition;
    print({
      edition: catalogue.edition,
      item: { ...row, name: row.name || '名称缺失' },
      ...about,
      trial: catalogue.isTrial(seq),
      theme: catalogue.theme(seq) ?? null,
      fields: fields.map(({ key, code, label, origins }) => ({ key, code, label, sources: origins.length })),
      materials: materials.map(({ key, code, name, settlement, basis }) => ({
        key,
        code,
        name,
        settlement,
        basis,
      })),
      wanted: catalogue.wanted(seq, holder),
    });
    return DONE;
  });
}

export function catalogueSearch(values: Values, [wanted = '']: string[]): Promise<Outcome> {
  return guarded(async () => {
    const { catalogue } = open(values).shelf;
    await catalogue.ready();
    print({
      found: catalogue.search(wanted, wholeNumber(values, 'limit', { min: 1, max: 1000, otherwise: 20 })),
    });
    return DONE;
  });
}

/** R125: one more row; the way back is another row with `--state on`. */
export function catalogueSwitch(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { shelf, profile } = open(values);
    const of = textOf(values, 'item') === undefined ? 'licence' : 'item';
    const seq = wholeNumber(values, of, { min: 1, max: 99_999, otherwise: 0 });
    if (of === 'item') orThrow(shelf.catalogue.item(seq));
    else if (!shelf.catalogue.licenceType(seq))
      return failed(failure('USAGE_WRONG', { option: '--licence' }));
    const now = systemClock.now();
    const fromDay = Day.safeParse(textOf(values, 'from') ?? hallTime(now).day);
    if (!fromDay.success) return failed(failure('USAGE_WRONG', { option: '--from', why: 'YYYY-MM-DD' }));
    const row = {
      of,
      seq,
      state: oneOf(values, 'state', SwitchState.options),
      fromDay: fromDay.data,
      note: required(values, 'note').slice(0, 400),
      setAt: now,
    } as const;
    const choices = orThrow(profile.choices());
    orThrow(profile.choose({ ...choices, switches: [...choices.switches, row] }));
    print(row);
    return DONE;
  });
}

/** Stays with one edition (the way back), or goes on with the one in force; says whose city's edition lies over it. */
export function catalogueUse(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { shelf, profile } = open(values);
    const choices = orThrow(profile.choices());
    const edition = textOf(values, 'edition');
    const region = textOf(values, 'region');
    const isKnown = shelf
      .list()
      .some((each) => each.edition.scope.level === 'province' && each.edition.edition === edition);
    if (edition !== undefined && edition !== 'latest' && !isKnown)
      return failed(failure('CATALOGUE_EDITION_UNKNOWN', { edition }));
    if (region !== undefined && !/^(\d{6}|none)$/.test(region))
      return failed(failure('USAGE_WRONG', { option: '--region' }));
    const next = {
      ...choices,
      ...(edition === undefined ? {} : { pinned: edition === 'latest' ? '' : edition }),
      ...(region === undefined ? {} : { regionCode: region === 'none' ? '' : region }),
    };
    orThrow(profile.choose(next));
    print({
      inForce: open(values).shelf.catalogue.edition,
      pinned: next.pinned,
      regionCode: next.regionCode,
    });
    return DONE;
  });
}

/** R44: what the hall accepts today, as a page and two tables for its website; readable by everybody, nothing about a person. */
export function cataloguePublish(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { catalogue } = open(values).shelf;
    const out = required(values, 'out');
    const { hallName } = orThrow(readConfig(required(values, 'profile'), {}));
    const rules = publishedRules(catalogue);
    const files = publishedFiles(rules, hallName);
    try {
      mkdirSync(out, { recursive: true });
      for (const { name, text } of files) writeFileSync(join(out, name), text);
    } catch {
      return failed(failure('STORE_UNWRITABLE'));
    }
    const { edition, items, licences } = rules;
    print({
      edition,
      items: items.length,
      licences: licences.length,
      out,
      files: files.map(({ name }) => name),
    });
    return DONE;
  });
}
