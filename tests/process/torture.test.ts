/** The torture run in small: what a long run proves is in docs/torture.md. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const toolPath = path.resolve(import.meta.dirname, '..', '..', 'tools', 'torture.mjs');
/** As many as fit; the run ends by itself when the time is up, and is judged all the same. */
const KILLS = 100;
const MINUTES = 0.5;

it(`loses, doubles and makes up no receipt while it is killed for ${MINUTES * 60} seconds`, {
  timeout: 400_000,
}, async () => {
  const child = spawn(
    process.execPath,
    [toolPath, '--kills', String(KILLS), '--minutes', String(MINUTES), '--seed', '20261122'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const summary: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '{}');
  expect(summary).toMatchObject({ problems: [], auditIntact: true, integrity: 'ok' });
  expect(summary).toMatchObject({ kills: expect.toSatisfy((kills: number) => kills > 5) });
  expect(code).toBe(0);
});
