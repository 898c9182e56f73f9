import type { World } from '../../../../fixtures/world';
import { FailureError, fail, failure, ok, type Result } from '../../../contract/failures/failure';
import type { FormMaterial, Settlement } from '../../../contract/flow/form';
import type { Office } from '../../casework';
import { authorised, DELIVERY_WAIT_MS, delivered, isAnswered, VERIFICATION_WAIT_MS } from './case-waits';
import type { HeadlessProfile } from './profile';
import { type WithSecondPerson, withSecondPerson } from './second-person';
import { answerForm } from './training-clerk';
import type { TrainingTask } from './training-items';
import { orThrow } from './values';

/** The receipt's own parcel is among the newest. */
const PARCELS = 20;

/** What came of one whole case; nothing of it is about a person but the id of an invented one. */
export interface DoneCase {
  caseId: string;
  /** `prefilled`: before anybody typed. `typed`: keys answered by hand. `blank`: keys left open that nobody has to answer. */
  fields: { prefilled: number; total: number; share: number; typed: string[]; blank: string[] };
  /** Each proof that was asked for, and what stood in for it. `licence`, `paperReason`: empty where another way did. */
  proofs: {
    key: string;
    name: string;
    way: Settlement;
    settled: boolean;
    basis: string;
    licence: string;
    paperReason: string;
  }[];
  receipt: { id: string; number: string; sha256: string; verdict: string };
  province: { state: 'acknowledged'; ref: string };
}

export interface TrainingHall {
  profile: HeadlessProfile;
  world: World;
  /** How long a reader and the province are waited for, each. */
  timeoutMs: number;
  /** What is under way is finished, but nobody is waited for who has not come yet. */
  stop: AbortSignal;
  /** Resolves with `stop`. */
  stopped: Promise<null>;
}

/** A part of a whole: 0 to 1 in thousandths. */
export const shareOf = (part: number, whole: number): number =>
  Math.round((1000 * part) / Math.max(whole, 1)) / 1000;

/**
 * One case from the choice of the item to the province's acknowledgement, and the window free again whatever came of it.
 * Null where it was stopped before anybody was identified.
 * Fails with the first step that was refused; RECEIPT_SEAL_FAILED where the sealed receipt does not hold,
 * OUTBOX_PARCEL_STATE where the province has not got the very same.
 */
export async function doCase(hall: TrainingHall, task: TrainingTask): Promise<Result<DoneCase> | null> {
  const { office } = hall.profile;
  try {
    const done = await steps(hall, task);
    return done && ok(done);
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure };
    throw error;
  } finally {
    hall.world.liftCard();
    if (office.cases.view() && !office.cases.abandon('命令行未能办完').ok) office.cases.close();
  }
}

async function steps(
  { profile, world, timeoutMs, stop, stopped }: TrainingHall,
  task: TrainingTask,
): Promise<DoneCase | null> {
  const { office, caseWhere } = profile;
  const { row, definition, holder } = task;
  orThrow(office.cases.chooseItem(row.seq));
  orThrow(holder.hasCard ? world.layCard(holder.id) : world.showCode(holder.id));
  const granted = await Promise.race([caseWhere(authorised, timeoutMs), stopped]);
  if (granted === null && stop.aborted) return null;
  if (!granted || granted.failure) throw new FailureError(granted?.failure ?? failure('DEVICE_SILENT'));

  const { fieldsFilled = 0, fieldsTotal = 0 } = orThrow(office.cases.fillForm()).savings ?? {};
  await caseWhere(isAnswered, VERIFICATION_WAIT_MS);
  await answerForm(office, definition, withSupervisor(office, world));
  const submitted = orThrow(await office.cases.submit());
  const { receipt, form } = submitted;
  if (!receipt || !form) throw new FailureError(failure('RECEIPT_SEAL_FAILED'));
  const { verdict } = orThrow(await office.verifyStored(receipt.id));
  if (verdict !== 'passed') throw new FailureError(failure('RECEIPT_SEAL_FAILED', { verdict }));

  await caseWhere(delivered, DELIVERY_WAIT_MS);
  const province = orThrow(await kept(office, world, receipt));
  orThrow(office.cases.close());
  const shown = form.fields.filter(({ hidden }) => !hidden);
  return {
    caseId: submitted.id,
    fields: {
      prefilled: fieldsFilled,
      total: fieldsTotal,
      share: shareOf(fieldsFilled, fieldsTotal),
      typed: shown.filter(({ source }) => source?.from === 'clerk').map(({ key }) => key),
      blank: shown.filter(({ source }) => source === null).map(({ key }) => key),
    },
    proofs: form.materials.filter(({ hidden }) => !hidden).map(proofOf),
    receipt: { id: receipt.id, number: receipt.number, sha256: receipt.sha256, verdict },
    province,
  };
}

/** The training world's supervisor stands by: what the hall has two people for is done by two here as well. */
function withSupervisor(office: Office, world: World): WithSecondPerson {
  const supervisor = world.accounts().find(({ role }) => role === 'supervisor');
  return withSecondPerson(office, async () => supervisor ?? null);
}

function proofOf(material: FormMaterial): DoneCase['proofs'][number] {
  const { key, name, settlement: way, settled, basis, licenceId, licenceName, paperReason } = material;
  return { key, name, way, settled, basis, licence: licenceId === null ? '' : licenceName, paperReason };
}

/** What became of the receipt at the province, by its answer and by its own books. */
async function kept(
  office: Office,
  world: World,
  receipt: { id: string; sha256: string },
): Promise<Result<DoneCase['province']>> {
  const parcel = office.parcels(PARCELS).find(({ receiptId }) => receiptId === receipt.id);
  if (parcel?.state !== 'acknowledged') {
    const state = parcel?.state ?? 'none';
    return parcel?.lastFailure
      ? { ok: false, failure: parcel.lastFailure }
      : fail('OUTBOX_PARCEL_STATE', { state });
  }
  const copies = (await world.receipts()).filter(({ receiptId }) => receiptId === receipt.id);
  return copies.length === 1 && copies[0]?.sha256 === receipt.sha256
    ? ok({ state: parcel.state, ref: parcel.provinceRef })
    : fail('OUTBOX_PARCEL_STATE', { state: parcel.state, copies: copies.length });
}
