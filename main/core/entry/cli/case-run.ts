import { writeFileSync } from 'node:fs';
import type { CaseView } from '../../../contract/calls';
import { type Failure, FailureError, fail, failure, type Result } from '../../../contract/failures/failure';
import { fromBase64 } from '../../base';
import type { Office } from '../../casework';
import { overridesOf } from '../arguments';
import {
  authorised,
  DELIVERY_WAIT_MS,
  delivered,
  isAnswered,
  isElseComplete,
  VERIFICATION_WAIT_MS,
} from './case-waits';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say } from './output';
import { type HeadlessProfile, withProfile } from './profile';
import { secondPersonOf } from './second-person';
import { guarded, orThrow, pairs, required, textOf, usage, webAddress, wholeNumber } from './values';

/** Everything the item asks that no licence, card or pledge has answered, by key and label: what to give with --set or --paper. */
function sayOpenPoints(view: CaseView): void {
  for (const field of view.form?.fields ?? []) {
    if (field.problem) say(`  待填：--set ${field.key}=…  ${field.label}（${field.problem.code}）`);
  }
  for (const material of view.form?.materials ?? []) {
    if (!material.settled) say(`  待交：--paper ${material.key}=原因  ${material.name}`);
  }
}

async function answerForm(office: Office, values: Values): Promise<CaseView> {
  const withSecond = secondPersonOf(office, values);
  let view = orThrow(office.cases.fillForm());
  for (const [key, value] of pairs(values, 'set'))
    view = await withSecond(() => office.cases.editField(key, value));
  for (const [key, reason] of pairs(values, 'paper'))
    view = await withSecond(() => office.cases.acceptPaper(key, reason));
  if (values['no-pledge'] === true) return view;
  for (const material of view.form?.materials ?? []) {
    if (material.settlement === 'pledge' && !material.settled)
      view = orThrow(office.cases.pledge(material.key, true));
  }
  return view;
}

async function runCase(
  { office, caseWhere }: HeadlessProfile,
  values: Values,
  item: number,
): Promise<Outcome> {
  const timeoutMs = wholeNumber(values, 'timeout', { min: 1, max: 3600, otherwise: 60 }) * 1000;
  const left = office.cases.view();
  if (left?.state === 'HandingOver') orThrow(office.cases.close());
  else if (left)
    return failed(failure('CASE_STATE', { state: left.state, why: 'open case in this profile' }));

  orThrow(office.cases.chooseItem(item));
  say('请放身份证或出示二维码');
  const granted = await caseWhere(authorised, timeoutMs);
  if (!granted || granted.failure) return giveUp(office, granted?.failure ?? failure('DEVICE_SILENT'));
  say(`已取得授权，证照 ${granted.grant?.licences.length ?? 0} 份`);

  try {
    await answerForm(office, values);
  } catch (error) {
    if (error instanceof FailureError) return giveUp(office, error.failure);
    throw error;
  }
  const filled = (await caseWhere(isAnswered, VERIFICATION_WAIT_MS)) ?? orThrow(stillOpen(office));
  if (!isAnswered(filled) && isElseComplete(filled)) return putToWait(office, filled);
  const submitted = await office.cases.submit();
  if (!submitted.ok) {
    sayOpenPoints(filled);
    return giveUp(office, submitted.failure);
  }
  const { receipt, savings } = submitted.value;
  if (!receipt) return giveUp(office, failure('RECEIPT_SEAL_FAILED'));
  say(`已出件 ${receipt.number}`);
  const out = textOf(values, 'out');
  if (out !== undefined) writeFileSync(out, fromBase64(orThrow(office.receiptFile(receipt.id)).pdf));
  await caseWhere(delivered, DELIVERY_WAIT_MS);
  orThrow(office.cases.close());
  const parcel = office.parcels(200).find((candidate) => candidate.receiptId === receipt.id);
  print({
    caseId: submitted.value.id,
    item,
    receipt: { id: receipt.id, number: receipt.number, sha256: receipt.sha256, size: receipt.size },
    delivery: { state: parcel?.state ?? 'waiting', provinceRef: parcel?.provinceRef ?? '' },
    savings: {
      materials: savings?.materials.length ?? 0,
      fieldsFilled: savings?.fieldsFilled ?? 0,
      fieldsTotal: savings?.fieldsTotal ?? 0,
    },
    outbox: office.delivery.counts(),
  });
  return DONE;
}

function stillOpen(office: Office): Result<CaseView> {
  const view = office.cases.view();
  return view ? { ok: true, value: view } : fail('CASE_NONE');
}

/** The case is sealed by itself when the answers are there, by whichever program has this profile open then. */
function putToWait(office: Office, view: CaseView): Outcome {
  orThrow(office.cases.waiting.putToWait());
  const days = view.errands.flatMap(({ dueAt }) => dueAt ?? []);
  say('部门尚未答复，本件转入等待');
  print({
    caseId: view.id,
    state: 'AwaitingVerification',
    dueAt: days.length === 0 ? null : new Date(Math.max(...days)).toISOString(),
  });
  return DONE;
}

/** Nothing half-done stays open behind a command that ends. */
function giveUp(office: Office, why: Failure): Outcome {
  office.cases.abandon('命令行未能办完');
  return failed(why);
}

/** What only a hall of one's own takes. */
const HALL_OPTIONS = [
  'profile',
  'passphrase-file',
  'province',
  'id-card-port',
  'qr-port',
  'set',
  'paper',
  'no-pledge',
  'out',
  'second',
  'second-secret-file',
];

/** The whole job without a window: in this hall, or where none is named in a training world of the command's own. */
export function caseRun(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const list = trainingList(values);
    if (list === null) return ownHallRun(values);
    const { trainingRun } = await import('./training-run');
    return trainingRun(values, list);
  });
}

/** What to do in a training world, as for `readTasks`; null where a hall of one's own is named. USAGE_WRONG where both are. */
function trainingList(values: Values): string | null {
  const items = textOf(values, 'items');
  const holder = textOf(values, 'holder');
  const own = HALL_OPTIONS.find((option) => values[option] !== undefined);
  if (items !== undefined) {
    const stray = own ?? ['item', 'holder'].find((option) => values[option] !== undefined);
    if (stray !== undefined) throw usage(stray, 'not with --items');
    return items;
  }
  if (own === undefined)
    return [required(values, 'item'), ...(holder === undefined ? [] : [holder])].join('@');
  if (holder !== undefined) throw usage('holder', `not with --${own}`);
  return null;
}

function ownHallRun(values: Values): Promise<Outcome> {
  const item = wholeNumber(values, 'item', { min: 1, max: 100_000, otherwise: 0 });
  if (item === 0) required(values, 'item');
  const overrides = overridesOf({
    province: webAddress(values, 'province'),
    idCardPort: textOf(values, 'id-card-port'),
    qrPort: textOf(values, 'qr-port'),
  });
  if (!overrides.idCardPort && !overrides.qrPort) required(values, 'id-card-port');
  return withProfile(values, overrides, (profile) => runCase(profile, values, item));
}
