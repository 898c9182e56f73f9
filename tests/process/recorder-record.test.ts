import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Simulator, startSimulator } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import { decodeRecording } from '../../main/core/device';
import { hall, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const CARD = people.find(({ id }) => id === 'p03')?.card;

async function plug(driver: 'id-card' | 'qr-serial', link: string): Promise<Simulator> {
  const simulator = await startSimulator({ driver, link });
  onTestFinished(() => simulator.stop());
  return simulator;
}

describe('hall devices record and replay', () => {
  it('records a reader without the person, and replays it to a workstation that reads a card', async () => {
    const card = CARD;
    if (!card) throw new Error('the person has no card');
    const dir = tempDir();
    const [port, out, link] = ['reader', 'reader.jsonl', 'replayed'].map((name) => join(dir, name)) as [
      string,
      string,
      string,
    ];
    const simulator = await plug('id-card', port);
    simulator.faults({ splitBytes: 100, garbageBefore: true });
    simulator.lay(card);
    const recorded = await hall([
      'devices',
      'record',
      '--port',
      port,
      '--driver',
      'id-card',
      '--out',
      out,
      '--seconds',
      '2',
    ]);
    expect(recorded.code).toBe(0);
    expect(recorded.lines).toEqual([expect.objectContaining({ driver: 'id-card', readings: 1 })]);

    const text = readFileSync(out, 'utf8');
    const recording = decodeRecording(text);
    if (!recording.ok) throw new Error(recording.failure.code);
    const bytes = Buffer.concat(recording.value.chunks.map((chunk) => chunk.bytes));
    const address = 'address' in card ? card.address : '';
    for (const value of [card.name, card.number, card.birthDay.replaceAll('-', ''), address]) {
      expect(value.length).toBeGreaterThan(1);
      expect(bytes.includes(Buffer.from(value, 'utf16le'))).toBe(false);
      expect(text + recorded.stdout + recorded.stderr).not.toContain(value);
    }

    const replaying = startHall(['devices', 'replay', out, '--link', link]);
    const watched = await hall([
      'devices',
      'watch',
      '--port',
      link,
      '--driver',
      'id-card',
      '--count',
      '1',
      '--timeout',
      '20',
    ]);
    expect(watched.lines).toEqual([
      expect.objectContaining({
        event: 'credential',
        credential: expect.objectContaining({ kind: 'id-card', document: 'resident', warnings: [] }),
      }),
    ]);
    replaying.child.kill('SIGTERM');
    const replayed = await replaying.ended;
    expect(replayed.code).toBe(0);
    expect(replayed.lines[0]).toEqual({ ready: true, link });
    expect(existsSync(link)).toBe(false);
  });

  it('records a scanner until it is stopped, and replays the code', async () => {
    const dir = tempDir();
    const [port, out, link] = ['scanner', 'codes.jsonl', 'replayed'].map((name) => join(dir, name)) as [
      string,
      string,
      string,
    ];
    const simulator = await plug('qr-serial', port);
    const recording = startHall(['devices', 'record', '--port', port, '--driver', 'qr-serial', '--out', out]);
    await recording.says('ready');
    simulator.show('LT1.c2VjcmV0');
    // Only the recorder knows when it has heard the code: a fixed wait, and the file decides.
    await new Promise((resume) => setTimeout(resume, 500));
    recording.child.kill('SIGINT');
    const { code, lines } = await recording.ended;
    expect(code).toBe(0);
    expect(lines).toEqual([expect.objectContaining({ readings: 1, chunks: 1, bytes: 13 })]);
    expect(readFileSync(out, 'utf8')).not.toContain(Buffer.from('c2VjcmV0').toString('hex'));

    const replaying = startHall(['devices', 'replay', out, '--link', link, '--delay', '1']);
    const watched = await hall([
      'devices',
      'watch',
      '--port',
      link,
      '--driver',
      'qr-serial',
      '--count',
      '1',
      '--timeout',
      '20',
    ]);
    expect(watched.lines).toEqual([
      expect.objectContaining({
        credential: expect.objectContaining({ kind: 'code', format: 'resident-code' }),
      }),
    ]);
    replaying.child.kill('SIGTERM');
    expect((await replaying.ended).lines).toContainEqual({ played: 1 });
  });

  it('writes no file where nothing was heard, and says why', async () => {
    const dir = tempDir();
    const out = join(dir, 'none.jsonl');
    const args = ['--port', join(dir, 'none'), '--driver', 'id-card', '--out', out, '--seconds', '1'];
    const { code, stderr } = await hall(['devices', 'record', ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain('DEVICE_PORT_MISSING');
    expect(existsSync(out)).toBe(false);
  });

  it('refuses what is no recording', async () => {
    const dir = tempDir();
    const file = join(dir, 'cut.jsonl');
    for (const [text, why] of [
      ['hello', 'header'],
      ['{"format":"mianzheng-recording","version":9}\n', 'version'],
      [
        '{"format":"mianzheng-recording","version":1,"driver":"id-card","recordedAt":1,"masked":true}\n',
        'truncated',
      ],
    ] as const) {
      writeFileSync(file, text);
      const { code, stderr } = await hall(['devices', 'replay', file, '--link', join(dir, 'x')]);
      expect(code).toBe(1);
      expect(stderr).toContain(`DEVICE_RECORDING_INVALID why=${why}`);
    }
    const missing = await hall(['devices', 'replay', join(dir, 'none'), '--link', join(dir, 'x')]);
    expect(missing.stderr).toContain('why=unreadable');
  });
});
