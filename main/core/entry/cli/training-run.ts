import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderChoice, startWorld } from '../../../../fixtures/world';
import { FailureError, failure } from '../../../contract/failures/failure';
import { FAILURE_WORDS } from '../../../contract/failures/words.zh-CN';
import type { Settlement } from '../../../contract/flow/form';
import { hallTime, systemClock } from '../../base';
import { overridesOf, trainingOverrides } from '../arguments';
import { openCatalogue } from '../catalogue';
import type { Values } from './commands';
import { DONE, type Outcome, print, say, sayFailure } from './output';
import { withProfile } from './profile';
import { type DoneCase, doCase, shareOf, type TrainingHall } from './training-case';
import { readTasks, type TrainingTask } from './training-items';
import { orThrow, wholeNumber } from './values';

const LOOK_MS = 50;

/**
 * Whole cases without a hall: a province, readers and people of the training world, alive as long as the command. `list` as
 * for `readTasks`. A line for each case on stdout, then the sum. Exit code 1 where a case failed or was not begun.
 */
export async function trainingRun(values: Values, list: string): Promise<Outcome> {
  const timeoutMs = wholeNumber(values, 'timeout', { min: 1, max: 3600, otherwise: 60 }) * 1000;
  const stop = new AbortController();
  const stopped = new Promise<null>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(null));
  });
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const dir = mkdtempSync(join(tmpdir(), 'hall-training-'));
  try {
    const { catalogue } = orThrow(openCatalogue(dir, systemClock)).shelf;
    const tasks = readTasks(list, catalogue, holderChoice(hallTime(systemClock.now()).day));
    const world = await startWorld({ dir: join(dir, 'world') });
    try {
      await world.hurryDepartments();
      const { provinceUrl, links } = world;
      const overrides = overridesOf({
        province: provinceUrl,
        idCardPort: links.idCard,
        qrPort: links.qr,
      });
      return await withProfile(
        { ...values, profile: dir },
        trainingOverrides(overrides),
        (headless) => doAll({ profile: headless, world, timeoutMs, stop: stop.signal, stopped }, tasks),
        { training: true },
      );
    } finally {
      await world.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function doAll(hall: TrainingHall, tasks: readonly TrainingTask[]): Promise<Outcome> {
  await readersReady(hall);
  const done: DoneCase[] = [];
  let failures = 0;
  for (const task of tasks) {
    if (hall.stop.aborted) break;
    const { row, definition, holder } = task;
    const about = {
      item: row.seq,
      name: row.name,
      department: row.department,
      audience: definition.audience,
      generic: definition.generic,
      holder: holder.id,
    };
    const result = await doCase(hall, task);
    if (result === null) break;
    if (result.ok) {
      const { fields, receipt } = result.value;
      done.push(result.value);
      print({ ...about, state: 'done', ...result.value });
      say(`第 ${row.seq} 项 ${row.name}：预填 ${fields.prefilled}/${fields.total}，已送达 ${receipt.number}`);
    } else {
      failures += 1;
      const { code, details } = result.failure;
      print({ ...about, state: 'failed', failure: { code, details, ...FAILURE_WORDS[code] } });
      say(`第 ${row.seq} 项 ${row.name}：未能办完`);
      sayFailure(result.failure);
    }
  }
  print(sumOf(done, failures, tasks.length));
  return failures === 0 && done.length === tasks.length ? DONE : { exitCode: 1, failure: null };
}

/** A card or code is heard only by a reader that is open. Throws what is wrong with one that does not open. */
async function readersReady({ profile, timeoutMs, stop }: TrainingHall): Promise<void> {
  const unready = () => profile.wired.workstation.devices().find(({ state }) => state !== 'ready');
  const giveUpAt = systemClock.now() + timeoutMs;
  for (;;) {
    const device = unready();
    if (!device || stop.aborted) return;
    if (systemClock.now() > giveUpAt) throw new FailureError(device.failure ?? failure('DEVICE_SILENT'));
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}

function sumOf(done: readonly DoneCase[], failed: number, wanted: number) {
  const prefilled = done.reduce((sum, { fields }) => sum + fields.prefilled, 0);
  const total = done.reduce((sum, { fields }) => sum + fields.total, 0);
  const proofs: Partial<Record<Settlement, number>> = {};
  for (const { way } of done.flatMap((each) => each.proofs)) proofs[way] = (proofs[way] ?? 0) + 1;
  return {
    summary: true,
    cases: wanted,
    done: done.length,
    failed,
    notBegun: wanted - done.length - failed,
    fields: { prefilled, total, share: shareOf(prefilled, total) },
    proofs,
  };
}
