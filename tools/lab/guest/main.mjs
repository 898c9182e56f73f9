// The lab's program inside the emulated machine: plugs devices in and out and runs the built product beside them. Its
// standard output is the serial port that the other side reads.
import { reportLine } from '../report.mjs';
import { Skipped } from './limits.mjs';
import { steps } from './steps.mjs';

const startedAt = performance.now();
/** @type {Set<string>} */
const passed = new Set();

for (const { name, needs = [], act } of steps) {
  const from = performance.now();
  /** @type {import('../report.mjs').Report} */
  let report = { step: name, outcome: 'passed', ms: 0, detail: '' };
  const without = needs.find((one) => !passed.has(one));
  try {
    if (without) throw new Skipped(`without "${without}"`);
    report.detail = await act();
    passed.add(name);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    report = { ...report, outcome: error instanceof Skipped ? 'skipped' : 'failed', detail };
  }
  console.log(reportLine({ ...report, ms: Math.round(performance.now() - from) }));
}
console.log(
  reportLine({ step: '', outcome: 'over', ms: Math.round(performance.now() - startedAt), detail: '' }),
);
// The machine is switched off when this ends; what is still running ends with it.
process.exit(0);
