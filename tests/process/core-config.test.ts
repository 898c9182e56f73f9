import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FromChild, type ToChild } from '../../main/contract/calls';
import { tempDir } from '../support/temp-dir';

const corePath = path.resolve(import.meta.dirname, '..', '..', 'dist', 'core', 'node.mjs');

/** What a core that cannot be wired says before it ends. */
async function lastWords(config: string): Promise<{ said: unknown; code: number | null }> {
  const dir = tempDir();
  writeFileSync(path.join(dir, 'config.json'), config);
  const child = fork(corePath, [`--profile=${dir}`], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said: unknown = null;
  child.on('message', (raw) => {
    const message = FromChild.parse(raw);
    const told: ToChild = {
      kind: 'told',
      id: message.kind === 'ask' ? message.id : 0,
      value: '',
      failure: null,
    };
    if (message.kind === 'ask') child.send(told);
    else said = message;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said, code };
}

it.each([
  ['that is no JSON', '{ "windowNo": ', 'CONFIG_UNREADABLE'],
  ['with a window number nobody can have', '{ "windowNo": "A 01; DROP" }', 'CONFIG_INVALID'],
  ['with an address that is none', '{ "provinceUrl": "province" }', 'CONFIG_INVALID'],
])('names the fault of a configuration %s, and ends', async (_name, config, failureCode) => {
  const { said, code } = await lastWords(config);
  expect(said).toMatchObject({ kind: 'unable', failure: { code: failureCode } });
  expect(code).toBe(1);
});
