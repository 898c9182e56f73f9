/**
 * What `hall devices watch` says of each document and each kind of scanner. The device is another process: it owns the
 * terminal line or the emulated bus, and the command line opens it as it would a real one.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { PretendCard } from '../../fixtures/devices';
import { findPreload } from '../../fixtures/devices/hid';
import { cacheDir } from '../../tools/base/paths.mjs';
import { startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';
import { anna } from '../unit/core/device/people';

const noBus = findPreload() === null;

let dir = '';
beforeAll(async () => {
  mkdirSync(cacheDir, { recursive: true });
  dir = mkdtempSync(join(cacheDir, 'watch-lines-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: dir,
      rolldownOptions: {
        input: { line: resolve('fixtures/devices/main.ts'), bus: resolve('fixtures/devices/hid/main.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const validity = { validFrom: '2020-05-01', validTo: '2099-05-01' };
const DOCUMENTS: { card: PretendCard; line: object }[] = [
  {
    card: anna,
    line: {
      document: 'resident',
      name: '张三',
      sex: '2',
      nation: '01',
      birthDay: '1949-12-31',
      number: '11010519491231002X',
      address: anna.address,
      validTo: null,
    },
  },
  {
    card: {
      ...validity,
      document: 'foreign-2017',
      name: 'NURSULTAN, TESTBEK',
      sex: '1',
      birthDay: '1990-12-31',
      nationality: 'KAZ',
      number: 'KAZ110090123105',
    },
    line: {
      document: 'foreign-2017',
      name: 'NURSULTAN, TESTBEK',
      number: 'KAZ110090123105',
      birthDay: '1990-12-31',
      validTo: '2099-05-01',
    },
  },
  {
    card: {
      ...validity,
      document: 'hmt-permit',
      name: '陈大文',
      sex: '1',
      birthDay: '1988-06-15',
      number: '810000198806150014',
      address: '山东省青岛市市南区某路 2 号',
      issuer: '青岛市公安局',
      passNumber: 'H12345678',
    },
    line: {
      document: 'hmt-permit',
      name: '陈大文',
      nation: '',
      birthDay: '1988-06-15',
      validTo: '2099-05-01',
    },
  },
  {
    card: {
      ...validity,
      document: 'foreign-2023',
      name: '努尔',
      englishName: 'NURSULTAN TESTBEK',
      sex: '1',
      birthDay: '1990-12-31',
      nationality: 'KAZ',
      number: '937398199012310012',
    },
    line: { document: 'foreign-2023', name: '努尔', number: '937398199012310012', validTo: '2099-05-01' },
  },
];

const TOKEN = `LT1.${'a1'.repeat(60)}`;
const LINE_SCANNERS: { kind: string; text: string; suffix: string; payload: string }[] = [
  { kind: 'CR', text: TOKEN, suffix: '\r', payload: TOKEN },
  { kind: 'LF', text: TOKEN, suffix: '\n', payload: TOKEN },
  { kind: 'CR LF', text: TOKEN, suffix: '\r\n', payload: TOKEN },
  { kind: 'STX and ETX', text: `\u0002${TOKEN}`, suffix: '\u0003', payload: TOKEN },
  { kind: 'nothing but silence', text: TOKEN, suffix: '', payload: TOKEN },
  { kind: 'CR, in Chinese', text: '扫码办事', suffix: '\r', payload: '扫码办事' },
];
const BUS_SCANNERS = [
  { model: 'honeywell', port: '0C2E:0B61' },
  { model: 'newland', port: '1EAB:8203' },
  { model: 'zebra', port: '05E0:1300' },
] as const;

/** The device as a process: lines that it says, orders that it takes. */
function startDevice(program: 'line' | 'bus', ...args: string[]) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [
    join(dir, `${program}.mjs`),
    ...args,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    answer: async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>,
    order: (value: object) => child.stdin.write(`${JSON.stringify(value)}\n`),
  };
}

function watch(driver: string, port: string, env: Record<string, string> = {}) {
  const options = ['--count', '1', '--timeout', '30', '--show-personal-data'];
  return startHall(['devices', 'watch', '--driver', driver, '--port', port, ...options], env);
}

const oneLine = (device: string, credential: object) => [
  expect.objectContaining({
    event: 'credential',
    device,
    at: expect.any(Number),
    credential: expect.objectContaining({ warnings: [], ...credential }),
  }),
];

describe('a line for each document', () => {
  it.each(DOCUMENTS)('$line.document on a serial reader', async ({ card, line }) => {
    const link = join(tempDir(), 'tty');
    const reader = startDevice('line', '--driver', 'id-card', '--link', link);
    expect(await reader.answer()).toEqual({ ready: true, link });
    const command = watch('id-card', link);
    await command.says('ready');
    reader.order({ do: 'lay', card });
    const { code, lines } = await command.ended;
    expect(lines).toEqual(oneLine('id-card', { kind: 'id-card', ...line }));
    expect(code).toBe(0);
  });

  it.skipIf(noBus).each(DOCUMENTS)('$line.document on an HID reader', async ({ card, line }) => {
    const bus = startDevice('bus', '--dir', tempDir());
    const { env } = (await bus.answer()) as { env: Record<string, string> };
    bus.order({ do: 'plug', device: 'reader', model: 'card-reader' });
    await bus.answer();
    const command = watch('id-card-hid', '0400:C35A', env);
    await command.says('ready');
    bus.order({ do: 'lay', device: 'reader', card });
    const { code, lines } = await command.ended;
    expect(lines).toEqual(oneLine('id-card-hid', { kind: 'id-card', ...line }));
    expect(code).toBe(0);
  });
});

describe('a line for a port that no listing shows', () => {
  it('comes all the same: a port is opened by its path', async () => {
    const link = join(tempDir(), 'tty');
    const scanner = startDevice('line', '--driver', 'qr-serial', '--link', link);
    await scanner.answer();
    const listed = await startHall(['devices', 'list']).ended;
    expect(listed.stdout).not.toContain(realpathSync(link));
    const command = watch('qr-serial', link);
    await command.says('ready');
    scanner.order({ do: 'show', text: TOKEN });
    expect((await command.ended).lines).toEqual(oneLine('qr-serial', { kind: 'code', payload: TOKEN }));
  });
});

describe('a line for each kind of scanner', () => {
  it.each(LINE_SCANNERS)('serial, codes ended by $kind', async ({ text, suffix, payload }) => {
    const link = join(tempDir(), 'tty');
    const scanner = startDevice('line', '--driver', 'qr-serial', '--link', link);
    await scanner.answer();
    const command = watch('qr-serial', link);
    await command.says('ready');
    scanner.order({ do: 'show', text, suffix });
    const { code, lines } = await command.ended;
    expect(lines).toEqual(oneLine('qr-serial', { kind: 'code', payload }));
    expect(code).toBe(0);
  });

  it.skipIf(noBus).each(BUS_SCANNERS)('HID-POS of $model, over several reports', async ({ model, port }) => {
    const bus = startDevice('bus', '--dir', tempDir());
    const { env } = (await bus.answer()) as { env: Record<string, string> };
    bus.order({ do: 'plug', device: 'scanner', model });
    await bus.answer();
    const command = watch('qr-hid', port, env);
    await command.says('ready');
    bus.order({ do: 'show', device: 'scanner', text: TOKEN });
    const { code, lines } = await command.ended;
    expect(lines).toEqual(oneLine('qr-hid', { kind: 'code', format: 'resident-code', payload: TOKEN }));
    expect(code).toBe(0);
  });
});
