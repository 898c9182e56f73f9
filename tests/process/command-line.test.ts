import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Simulator, startSimulator } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { hall, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const PERSON = people.find(({ id }) => id === 'p03');
const ITEM = '236';

async function reader(
  dir: string,
  driver: 'id-card' | 'qr-serial' = 'id-card',
): Promise<{ port: string; device: Simulator }> {
  const port = join(dir, driver);
  const device = await startSimulator({ driver, link: port });
  onTestFinished(() => device.stop());
  return { port, device };
}

async function province(dir: string) {
  const service = await startProvince({ admin: true, dataDir: join(dir, 'province') });
  onTestFinished(() => service.stop());
  return service;
}

function card() {
  if (!PERSON?.card) throw new Error('the person has no card');
  return PERSON.card;
}

describe('hall devices', () => {
  it('lists serial ports as JSON', async () => {
    const { code, lines } = await hall(['devices', 'list']);
    expect(code).toBe(0);
    expect(lines).toEqual([{ ports: expect.any(Array), hid: expect.any(Array) }]);
  });

  it('prints one masked line for a card laid on a reader, and the whole of it only when asked', async () => {
    const { port, device } = await reader(tempDir());
    device.lay(card());
    const masked = await hall([
      'devices',
      'watch',
      '--port',
      port,
      '--driver',
      'id-card',
      '--count',
      '1',
      '--timeout',
      '20',
    ]);
    expect(masked.code).toBe(0);
    expect(masked.lines).toEqual([
      expect.objectContaining({
        event: 'credential',
        credential: expect.objectContaining({ kind: 'id-card', document: 'resident' }),
      }),
    ]);
    expect(masked.stdout + masked.stderr).not.toContain(card().number);
    expect(masked.stdout + masked.stderr).not.toContain(card().name);
    device.lift();

    const watching = startHall([
      'devices',
      'watch',
      '--port',
      port,
      '--driver',
      'id-card',
      '--count',
      '1',
      '--timeout',
      '20',
      '--show-personal-data',
    ]);
    device.lay(card());
    const shown = await watching.ended;
    expect(shown.lines).toEqual([
      expect.objectContaining({
        credential: expect.objectContaining({ name: card().name, number: card().number }),
      }),
    ]);
  });

  it('prints a line for each scanned code', async () => {
    const { port, device } = await reader(tempDir(), 'qr-serial');
    const watching = startHall([
      'devices',
      'watch',
      '--port',
      port,
      '--driver',
      'qr-serial',
      '--count',
      '2',
      '--timeout',
      '20',
    ]);
    const shown = setInterval(() => device.show('LT1.eyJ4IjoxfQabc', '\r\n'), 400);
    const { code, lines } = await watching.ended;
    clearInterval(shown);
    expect(code).toBe(0);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      event: 'credential',
      credential: { kind: 'code', format: 'resident-code' },
    });
  });

  it('says what is wrong with a port that is not there, and ends when the time is up', async () => {
    const { code, stdout, stderr } = await hall([
      'devices',
      'watch',
      '--port',
      '/nowhere/tty',
      '--driver',
      'id-card',
      '--count',
      '1',
      '--timeout',
      '1',
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('DEVICE_PORT_MISSING');
  });
});

describe('hall case run', () => {
  it('does the whole job without a window, and its receipt, queue and trail hold', async () => {
    const dir = tempDir();
    const env = { XDG_CONFIG_HOME: join(dir, 'config') };
    const service = await province(dir);
    const { port, device } = await reader(dir);
    device.lay(card());
    const profile = join(dir, 'profile');
    const receiptPath = join(dir, 'receipt.pdf');
    const run = await hall(
      [
        'case',
        'run',
        '--profile',
        profile,
        '--province',
        service.url,
        '--item',
        ITEM,
        '--id-card-port',
        port,
        '--out',
        receiptPath,
      ],
      env,
    );
    expect(run.stderr).not.toContain('［');
    expect(run.code).toBe(0);
    expect(run.lines).toEqual([
      expect.objectContaining({ delivery: expect.objectContaining({ state: 'acknowledged' }) }),
    ]);

    const caPath = join(dir, 'ca.pem');
    writeFileSync(caPath, service.caPem);
    expect(await hall(['receipt', 'verify', receiptPath, '--trust', caPath])).toMatchObject({
      code: 0,
      lines: [{ verdict: 'passed' }],
    });
    expect(await hall(['receipt', 'verify', receiptPath])).toMatchObject({
      code: 2,
      lines: [{ verdict: 'undetermined' }],
    });
    const changed = readFileSync(receiptPath);
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    writeFileSync(join(dir, 'changed.pdf'), changed);
    expect(await hall(['receipt', 'verify', join(dir, 'changed.pdf'), '--trust', caPath])).toMatchObject({
      code: 1,
      lines: [{ verdict: 'failed' }],
    });

    expect(await hall(['outbox', 'status', '--profile', profile], env)).toMatchObject({
      code: 0,
      lines: [{ outbox: { waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 1 } }],
    });
    const verify = (receipt: string) =>
      hall(['audit', 'verify', '--profile', profile, '--receipt', join(dir, receipt)], env);
    const held = await verify('receipt.pdf');
    expect(held).toMatchObject({ code: 0, lines: [{ verdict: 'whole', receipt: { held: 'held' } }] });
    expect(held.stderr).toContain('操作记录中有这份文书所记的一条');
    const touched = { verdict: 'failed', held: 'unsaid' };
    expect(await verify('changed.pdf')).toMatchObject({ code: 2, lines: [{ receipt: touched }] });
    const absent = await verify('nothing.pdf');
    expect(absent).toMatchObject({ code: 1, stdout: '' });
    expect(absent.stderr).toContain('RECEIPT_FILE_UNREADABLE');
    const diagnosis = await hall(['diagnose', '--profile', profile], env);
    expect(diagnosis).toMatchObject({
      code: 0,
      lines: [{ profile: { store: 'open', keyring: 'passphrase' } }],
    });
    const everything = run.stdout + run.stderr + diagnosis.stdout;
    expect([card().number, card().name].filter((value) => everything.includes(value))).toEqual([]);
  });

  it('keeps what could not be delivered and drains it later', async () => {
    const dir = tempDir();
    const env = { XDG_CONFIG_HOME: join(dir, 'config') };
    const service = await province(dir);
    const { port, device } = await reader(dir);
    device.lay(card());
    const profile = join(dir, 'profile');
    service.addFault({ mode: 'drop-after', count: 1, path: '/v1/receipts' });
    const run = await hall(
      [
        'case',
        'run',
        '--profile',
        profile,
        '--province',
        service.url,
        '--item',
        ITEM,
        '--id-card-port',
        port,
      ],
      env,
    );
    expect(run.code).toBe(0);
    const drained = await hall(['outbox', 'drain', '--profile', profile, '--province', service.url], env);
    expect(drained).toMatchObject({
      code: 0,
      lines: [{ outbox: { waiting: 0, later: 0, parked: 0, acknowledged: 1 } }],
    });
    const received = (await (await fetch(`${service.url}/admin/receipts`)).json()) as unknown[];
    expect(received).toHaveLength(1);
  });

  it('says which fields are still open instead of sealing an incomplete form', async () => {
    const dir = tempDir();
    const env = { XDG_CONFIG_HOME: join(dir, 'config') };
    const service = await province(dir);
    const { port, device } = await reader(dir);
    device.lay(card());
    const run = await hall(
      [
        'case',
        'run',
        '--profile',
        join(dir, 'p'),
        '--province',
        service.url,
        '--item',
        ITEM,
        '--id-card-port',
        port,
        '--no-pledge',
      ],
      env,
    );
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('FORM_INCOMPLETE');
    expect(run.stderr).toContain('--paper noViolence=');
    expect(await (await fetch(`${service.url}/admin/receipts`)).json()).toEqual([]);
  });
});

describe('used wrongly', () => {
  it.each([
    ['no command', [], 64],
    ['an unknown command', ['devices', 'dance'], 64],
    ['an unknown option', ['devices', 'list', '--loud'], 64],
    ['a missing option', ['outbox', 'status'], 64],
    ['a driver nobody knows', ['devices', 'watch', '--port', 'x', '--driver', 'usb'], 64],
    [
      'a count that is no number',
      ['devices', 'watch', '--port', 'x', '--driver', 'id-card', '--count', 'many'],
      64,
    ],
    [
      'an address that is no web address',
      ['case', 'run', '--profile', '/tmp/x', '--province', 'localhost', '--item', '1', '--id-card-port', 'x'],
      64,
    ],
    ['an item that is no number', ['case', 'run', '--items', '37,none'], 64],
    ['a holder nobody invented', ['case', 'run', '--item', '37', '--holder', 'p9999'], 64],
    ['a hall and a training world at once', ['case', 'run', '--items', '37', '--profile', '/tmp/x'], 64],
    ['an item beyond the list', ['case', 'run', '--item', '8999'], 1],
    ['a name of an object’s own parts', ['__proto__'], 64],
    ['a receipt that is not there', ['receipt', 'verify', '/nowhere.pdf'], 1],
    ['a receipt that is no PDF', ['receipt', 'verify', import.meta.filename], 1],
    [
      'a root that is no certificate',
      ['receipt', 'verify', import.meta.filename, '--trust', import.meta.filename],
      64,
    ],
  ])('%s gets a clear message and no stack trace', async (_name, args, code) => {
    const ended = await hall(args as string[]);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.trim().length).toBeGreaterThan(0);
    expect(ended.stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  });

  it('a profile that another program has open', async () => {
    const dir = tempDir();
    const env = { XDG_CONFIG_HOME: join(dir, 'config') };
    const service = await province(dir);
    const { port } = await reader(dir);
    const profile = join(dir, 'profile');
    const waiting = startHall(
      [
        'case',
        'run',
        '--profile',
        profile,
        '--province',
        service.url,
        '--item',
        ITEM,
        '--id-card-port',
        port,
      ],
      env,
    );
    await waiting.says('请放身份证');
    const second = await hall(['outbox', 'status', '--profile', profile], env);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('STORE_IN_USE');
    waiting.child.kill('SIGTERM');
  });

  it('a passphrase that is not the profile’s', async () => {
    const dir = tempDir();
    const profile = join(dir, 'profile');
    const env = { XDG_CONFIG_HOME: join(dir, 'config') };
    expect(
      (await hall(['outbox', 'status', '--profile', profile], { ...env, HALL_PASSPHRASE: 'the right one' }))
        .code,
    ).toBe(0);
    const wrong = await hall(['outbox', 'status', '--profile', profile], {
      ...env,
      HALL_PASSPHRASE: 'another one',
    });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('STORE_WRONG_KEY');
  });
});
