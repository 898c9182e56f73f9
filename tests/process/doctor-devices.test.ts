import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DeviceFaults, openPty, startSimulator } from '../../fixtures/devices';
import type { Finding } from '../../main/core/device';
import { hall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

interface Document {
  verdict: string;
  facts: { devices: { probe: object; node: object }[] };
  findings: Finding[];
}

async function reader(faults: DeviceFaults = {}): Promise<string> {
  const link = join(tempDir(), 'reader');
  const simulator = await startSimulator({ driver: 'id-card', link });
  onTestFinished(() => simulator.stop());
  simulator.faults(faults);
  return link;
}

async function examine(...args: string[]) {
  const { code, lines, stderr } = await hall(['doctor', 'devices', ...args]);
  expect(lines).toHaveLength(1);
  const document = lines[0] as Document;
  const troubles = document.findings
    .filter(({ verdict, device }) => verdict !== 'fine' && device !== null)
    .map(({ check, cause }) => `${check}: ${cause}`);
  return { code, document, troubles, stderr };
}

describe('hall doctor', () => {
  it('finds a sound reader on a terminal line sound', async () => {
    const { troubles, document, stderr } = await examine('--id-card-port', await reader());
    expect(troubles).toEqual([]);
    expect(document.facts.devices[0]).toMatchObject({
      node: { kind: 'character-device' },
      probe: { kind: 'answered', baud: 115_200, status: 0x90 },
    });
    expect(stderr).toContain('［正常］身份证读卡器：读卡器应答');
    expect(stderr).toContain('读卡器安全模块（samId=05.01-20260105-0000000001-0000000001）');
  });

  it('takes the devices from a profile, and finds a port that is not there and one that is a file', async () => {
    const profile = tempDir();
    const file = join(profile, 'not-a-port');
    writeFileSync(file, '');
    writeFileSync(
      join(profile, 'config.json'),
      JSON.stringify({ idCardPort: join(profile, 'none'), qrPort: file }),
    );
    const { code, troubles, stderr } = await examine('--profile', profile);
    expect(code).toBe(1);
    expect(troubles).toEqual(['port-missing: nothing-there', 'port-missing: not-a-device']);
    expect(stderr).toContain('设置的端口上没有设备');
  });

  it('names the program that holds a port, and does not open it', async () => {
    const link = await reader();
    const holder = spawn('sh', ['-c', `exec 3<>'${link}'; echo ready; exec sleep 30`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    const { code, document, troubles } = await examine('--id-card-port', link);
    expect(code).toBe(1);
    expect(troubles).toEqual(['port-held-by-other: held-by-program', 'reader-silent: could-not-ask']);
    expect(document.findings.find(({ cause }) => cause === 'held-by-program')?.details).toEqual({
      program: 'sleep',
      pid: holder.pid,
    });
    expect(document.facts.devices[0]?.probe).toEqual({ kind: 'not-asked' });
  });

  it('tells a reader without power from one whose security module is broken', async () => {
    const silent = await examine('--id-card-port', await reader({ silent: true }), '--cure');
    expect(silent.code).toBe(1);
    expect(silent.troubles).toEqual(['reader-silent: no-answer']);
    const broken = await examine('--id-card-port', await reader({ sam: 'not-authorised' }));
    expect(broken.code).toBe(1);
    expect(broken.troubles).toEqual(['no-sam: sam-refuses']);
  });

  it('finds the speed at which a reader answers', async () => {
    const link = join(tempDir(), 'reader');
    const pty = await openPty(link);
    onTestFinished(() => pty.close());
    // A reader set to 57600 understands nothing else: the speed is read off the terminal line itself.
    pty.onBytes(() => {
      const { stdout } = spawnSync('stty', ['-F', link, 'speed'], { encoding: 'utf8' });
      if (stdout.trim() === '57600') pty.write(Buffer.from('aaaaaa9669000400009094', 'hex'));
    });
    const { code, document, troubles } = await examine('--id-card-port', link);
    expect(code).toBe(1);
    expect(troubles).toEqual(['wrong-baud: answers-at-other-baud']);
    expect(document.facts.devices[0]?.probe).toEqual({
      kind: 'answered',
      baud: 57_600,
      status: 0x90,
      samId: null,
    });
  });

  it('prints the udev rules as a file', async () => {
    const cliPath = join(import.meta.dirname, '..', '..', 'dist', 'core', 'cli.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [cliPath, 'doctor', 'udev-rules'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# 70-mianzheng-window\.rules[\s\S]*LABEL="mianzheng_end"\n$/);
    expect(stderr).toContain('/etc/udev/rules.d/70-mianzheng-window.rules');
  });
});
