/** `hall devices simulate`, `record`, `watch` and `replay` with HID devices: each a process of its own, on emulated buses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findPreload } from '../../fixtures/devices/hid';
import { people } from '../../fixtures/people';
import { decodeRecording } from '../../main/core/device';
import { type RunningCommand, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const missing = findPreload() ? '' : ' (skipped: the package umockdev is not installed)';

interface Ready {
  ready: true;
  port: string;
  env: Record<string, string>;
}

/** The bus that the command has made, once it says so. */
async function readyOf({ child }: RunningCommand): Promise<Ready> {
  let stdout = '';
  child.stdout?.on('data', (text) => {
    stdout += String(text);
  });
  await vi.waitFor(() => expect(stdout).toContain('\n'), { timeout: 15_000, interval: 10 });
  return JSON.parse(stdout.split('\n')[0] ?? '') as Ready;
}

async function stop(command: RunningCommand): Promise<void> {
  command.child.kill('SIGTERM');
  expect((await command.ended).code).toBe(0);
}

const device = (what: 'watch' | 'record', driver: string, { port }: Ready, ...more: string[]) => [
  'devices',
  what,
  '--driver',
  driver,
  '--port',
  port,
  ...more,
];

/** Simulates, records, and gives what a watching workstation says of the replayed recording. */
async function recordAndReplay(driver: 'qr-hid' | 'id-card-hid', simulated: string[]) {
  const out = join(tempDir(), 'hid.jsonl');
  const simulator = startHall(['devices', 'simulate', '--driver', driver, '--bus', tempDir(), ...simulated]);
  const real = await readyOf(simulator);
  const recorded = await startHall(device('record', driver, real, '--out', out, '--seconds', '4'), real.env)
    .ended;
  await stop(simulator);
  expect(recorded.code).toBe(0);
  expect(recorded.lines).toEqual([expect.objectContaining({ driver, readings: 1 })]);
  const text = readFileSync(out, 'utf8');
  const recording = decodeRecording(text);
  if (!recording.ok) throw new Error(recording.failure.code);

  const replaying = startHall(['devices', 'replay', out, '--bus', tempDir()]);
  const again = await readyOf(replaying);
  expect(again.port).toBe(real.port);
  const watched = await startHall(
    device('watch', driver, again, '--count', '1', '--timeout', '30', '--show-personal-data'),
    again.env,
  ).ended;
  await stop(replaying);
  expect(watched.code).toBe(0);
  return { text, recording: recording.value, line: watched.lines[0] };
}

describe.skipIf(missing !== '')(`hall devices record and replay of HID devices${missing}`, () => {
  it('keeps a scanner’s reports without the code, which is read again as another of its kind', async () => {
    const secret = 'LT1.c2VjcmV0LXRva2Vu';
    const { text, recording, line } = await recordAndReplay('qr-hid', ['--text', secret]);
    expect(recording.hid).toMatchObject({ vendorId: 0x0c2e, productId: 0x0b61, profile: 'honeywell-pos' });
    expect(text).not.toContain(Buffer.from(secret.slice(4)).toString('hex'));
    expect(line).toMatchObject({ credential: { kind: 'code', format: 'resident-code' } });
    const { payload } = (line as { credential: { payload: string } }).credential;
    expect(payload).toMatch(/^LT1\./);
    expect(payload).toHaveLength(secret.length);
    expect(payload).not.toBe(secret);
  });

  it('keeps a card reader’s reports without the person, who is read again as an invented one', async () => {
    const card = people.find(({ id }) => id === 'p03')?.card;
    if (!card) throw new Error('the person has no card');
    const { recording, line } = await recordAndReplay('id-card-hid', ['--person', 'p03']);
    const reports = recording.chunks.filter(({ from }) => from === 'device');
    expect(new Set(reports.map(({ bytes }) => bytes.length))).toEqual(new Set([64]));
    const bytes = Buffer.concat(reports.map((report) => report.bytes));
    for (const value of [card.name, card.number, card.birthDay.replaceAll('-', '')])
      expect(bytes.includes(Buffer.from(value, 'utf16le'))).toBe(false);
    expect(line).toMatchObject({ credential: { kind: 'id-card', document: 'resident', warnings: [] } });
    const { name, number } = (line as { credential: { name: string; number: string } }).credential;
    expect(name).not.toBe(card.name);
    expect(name).toHaveLength(card.name.length);
    expect(number).not.toBe(card.number);
  });
});

describe('hall devices simulate on a bus', () => {
  it.skipIf(missing !== '')(
    'unplugs its device when it ends, and the program that had it open goes on',
    async () => {
      const args = ['devices', 'simulate', '--driver', 'qr-hid', '--bus', tempDir(), '--text', 'LT1.x'];
      const simulator = startHall(args);
      const bus = await readyOf(simulator);
      const watching = startHall(device('watch', 'qr-hid', bus), bus.env);
      await watching.says('ready');
      await stop(simulator);
      await watching.says('DEVICE_LOST');
      await watching.says('DEVICE_PORT_MISSING');
      watching.child.kill('SIGINT');
      expect((await watching.ended).code).toBe(0);
    },
  );

  it('wants an empty folder with a short path', async () => {
    const { code, stderr } = await startHall([
      'devices',
      'simulate',
      '--driver',
      'qr-hid',
      '--bus',
      `/tmp/${'x'.repeat(80)}`,
      '--text',
      'LT1.x',
    ]).ended;
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/USAGE_WRONG option=--bus|DEVICE_DRIVER_MISSING driver=umockdev/);
  });
});
