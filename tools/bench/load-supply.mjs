// Things offered at an even rate, and what a group of processes takes of a core.
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 2;
const TICKS_PER_SECOND = 100;

/**
 * Offers thing after thing until the time is over. One that is not taken yet is offered again, at the next turn.
 * @param {{ seconds: number, perSecond: number, offer: (at: number) => boolean, started: () => void }} given
 * @returns {Promise<{ offered: number, waits: number, seconds: number }>}
 */
export function offerEvenly({ seconds, perSecond, offer, started }) {
  started();
  const from = performance.now();
  let offered = 0;
  let waits = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = (performance.now() - from) / 1000;
      const due = Math.floor(Math.min(elapsed, seconds) * perSecond);
      // One at a time: what this process was held up is made good at no more than a device's pace.
      if (offered < due) {
        if (offer(offered)) offered += 1;
        else waits += 1;
      }
      if (elapsed < seconds || offered < due) return;
      clearInterval(timer);
      resolve({ offered, waits, seconds: elapsed });
    }, TICK_MS);
  });
}

/**
 * Seconds of processor time that a process and everything below it have taken so far.
 * @param {number} pid
 */
export function processorSeconds(pid) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const group = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid: own, parent } of all) {
      if (!group.has(parent) || group.has(own)) continue;
      group.add(own);
      grown = true;
    }
  }
  return (
    all.filter((entry) => group.has(entry.pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND
  );
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}
