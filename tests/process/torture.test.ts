/** The torture run in small: what a long run proves is in docs/torture.md. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const toolPath = path.resolve(import.meta.dirname, '..', '..', 'tools', 'torture.mjs');
const KILLS = 100;
/** Far more than they take (a minute and a half on two cores); a machine that needs longer has hung, and the run says where. */
const MINUTES = 8;

it(`loses, doubles and makes up no receipt in ${KILLS} kills`, {
  timeout: (MINUTES + 2) * 60_000,
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
  expect(summary).toMatchObject({ kills: expect.toSatisfy((kills: number) => kills >= KILLS) });
  expect(code).toBe(0);
});
