// Finds processes a test run started and did not end, also those that left their process group: every process of
// a run carries a mark in its environment, which its children inherit.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const markName = 'HALL_TEST_RUN';

export function newMark() {
  return { [markName]: randomUUID() };
}

/**
 * @param {Record<string, string>} mark
 * @returns {{ pid: number, command: string }[]}
 */
export function findMarked(mark) {
  if (process.platform !== 'linux') return [];
  const needle = `${markName}=${mark[markName]}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const environ = readProc(name, 'environ');
      if (!environ.split('\0').includes(needle)) return [];
      return [{ pid: Number(name), command: readProc(name, 'cmdline').replaceAll('\0', ' ').trim() }];
    })
    .filter(({ command }) => command !== '');
}

/** @param {Record<string, string>} mark */
export function endMarked(mark) {
  const left = findMarked(mark);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended by itself meanwhile
    }
  }
  return left;
}

/**
 * @param {string} pid
 * @param {string} file
 */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
