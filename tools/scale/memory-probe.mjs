// Loaded into the process that is measured, before its program: collects garbage and reports at SIGUSR2, by appending one
// line of JSON to the file HALL_MEMORY_PROBE names.
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const path = process.env.HALL_MEMORY_PROBE;
if (path) {
  setFlagsFromString('--expose-gc');
  /** @type {() => void} */
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    collect();
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    appendFileSync(path, `${JSON.stringify({ pid: process.pid, rss, heapUsed, external, arrayBuffers })}\n`);
  });
}
