// What the guest reports, one JSON line per step, and how it is shown.

/**
 * @typedef {object} Report
 * @property {string} step
 * @property {'passed' | 'failed' | 'skipped' | 'over'} outcome `over`: the last line; the guest has done all it meant to
 * @property {number} ms
 * @property {string} detail
 */

/**
 * @param {string} line one line of the serial port; anything may stand in it
 * @returns {Report | null}
 */
export function readReport(line) {
  const start = line.indexOf('{"lab":');
  if (start < 0) return null;
  try {
    const { lab } = JSON.parse(line.slice(start).trim());
    const { step, outcome, ms, detail } = lab;
    if (typeof step !== 'string' || typeof ms !== 'number' || typeof detail !== 'string') return null;
    return ['passed', 'failed', 'skipped', 'over'].includes(outcome) ? { step, outcome, ms, detail } : null;
  } catch {
    return null;
  }
}

/** @param {Report} report */
export function reportLine(report) {
  return JSON.stringify({ lab: report });
}

/**
 * @param {readonly Report[]} reports
 * @returns {{ lines: string[], failed: boolean }} failed as well where the guest did not come to its end
 */
export function summarise(reports) {
  const steps = reports.filter(({ outcome }) => outcome !== 'over');
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  const lines = steps.map(({ step, outcome, ms, detail }) =>
    `${step.padEnd(width)}  ${outcome.padEnd(7)} ${String(Math.round(ms)).padStart(6)} ms  ${detail}`.trimEnd(),
  );
  const over = reports.some(({ outcome }) => outcome === 'over');
  if (!over) lines.push('the guest did not come to its end');
  const passed = steps.some(({ outcome }) => outcome === 'passed');
  return { lines, failed: !over || !passed || steps.some(({ outcome }) => outcome === 'failed') };
}
