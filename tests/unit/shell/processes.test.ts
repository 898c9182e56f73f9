import { describe, expect, it } from 'vitest';
import { ok } from '../../../main/contract/failures/failure';
import type { ChildFile } from '../../../main/shell/child-host';
import type { ShellOptions } from '../../../main/shell/options';
import { startProcesses } from '../../../main/shell/processes';
import { HandClock, settle } from './hand-clock';
import { ScriptedProcess } from './scripted-process';

const facts = { provinceUrl: 'http://127.0.0.1:4100', idCardPort: '/dev/pts/4', qrPort: '/dev/pts/5' };
const options: ShellOptions = { profileDir: '/data/w1', training: true, dev: false, provinceUrl: null };

function setUp(changes: Partial<ShellOptions> = {}) {
  const clock = new HandClock();
  const started: { file: ChildFile; child: ScriptedProcess }[] = [];
  const states: string[] = [];
  const processes = startProcesses({
    appDir: '/opt/hall',
    options: { ...options, ...changes },
    host: {
      kind: () => 'fork',
      start: async (file) => {
        const child = new ScriptedProcess();
        started.push({ file, child });
        return ok(child);
      },
    },
    vault: { offered: true, wrap: (value) => ok(`w:${value}`), unwrap: (value) => ok(value.slice(2)) },
    drivers: null,
    onCoreState: (state) => states.push(state),
    onCoreEvent: () => undefined,
    outputOf: () => () => undefined,
    clock,
    log: () => undefined,
  });
  const nth = (index: number) => {
    const found = started[index];
    if (!found) throw new Error(`only ${started.length} were started`);
    return found;
  };
  return { clock, started, states, processes, nth };
}

describe('the processes behind the window', () => {
  it('starts the core alone outside training, and says that the vault is there', async () => {
    const at = setUp({ training: false, provinceUrl: 'http://10.0.0.1/' });
    await settle();
    expect(at.started.map(({ file }) => file.name)).toEqual(['hall-core']);
    expect(at.nth(0).file.args).toEqual([
      '--profile',
      '/data/w1',
      '--province',
      'http://10.0.0.1/',
      '--os-vault',
    ]);
    expect(at.nth(0).file.entryPath).toEqual({
      utility: '/opt/hall/dist/core/utility.mjs',
      fork: '/opt/hall/dist/core/node.mjs',
    });
    expect(at.processes.callWorld).toBeNull();
  });

  it('starts the training world first and tells the core where it is', async () => {
    const at = setUp();
    await settle();
    expect(at.started.map(({ file }) => file.name)).toEqual(['hall-world']);
    expect(at.nth(0).file.args).toEqual(['--dir', '/data/w1/world']);
    at.nth(0).child.ready(facts);
    await settle();
    expect(at.nth(1).file.args).toEqual([
      ...['--profile', '/data/w1', '--training', '--province', facts.provinceUrl],
      ...['--id-card-port', facts.idCardPort, '--qr-port', facts.qrPort, '--os-vault'],
    ]);
  });

  it('reuses what the world said when the core returns', async () => {
    const at = setUp();
    await settle();
    at.nth(0).child.ready(facts);
    await settle();
    at.nth(1).child.exit(null);
    await at.clock.pass(0);
    expect(at.nth(2).file.args).toEqual(at.nth(1).file.args);
  });

  it('moves the core to where a returning world is now, and leaves it alone when nothing changed', async () => {
    const at = setUp();
    await settle();
    at.nth(0).child.ready(facts);
    await settle();
    at.nth(1).child.ready();
    at.nth(0).child.exit(null);
    await at.clock.pass(0);
    at.nth(2).child.ready(facts);
    await settle();
    expect(at.started).toHaveLength(3);
    at.nth(2).child.exit(null);
    await at.clock.pass(250);
    at.nth(3).child.ready({ ...facts, provinceUrl: 'http://127.0.0.1:4200' });
    await settle();
    at.nth(1).child.says({ kind: 'drained' });
    at.nth(1).child.exit(0);
    await settle();
    expect(at.nth(4).file.args).toContain('http://127.0.0.1:4200');
  });

  it('shows the core as gone when the world never comes up, until a person asks again', async () => {
    const at = setUp();
    for (let end = 0; end < 7; end += 1) {
      await at.clock.pass(4000);
      at.started.at(-1)?.child.exit(1);
    }
    await settle();
    expect(at.states).toEqual(['gone']);
    at.processes.restart();
    await settle();
    at.started.at(-1)?.child.ready(facts);
    await settle();
    expect(at.started.at(-1)?.file.name).toBe('hall-core');
  });

  it('does not start a core on facts that make no sense', async () => {
    const at = setUp();
    await settle();
    at.nth(0).child.ready({ provinceUrl: 'nowhere' });
    await settle();
    expect(at.states).toEqual(['gone']);
    expect(at.started).toHaveLength(1);
  });

  it('keeps for a core that crashed what it left, and nothing for the world', async () => {
    const at = setUp();
    await settle();
    at.nth(0).child.says({ kind: 'ask', id: 1, what: 'vault.unwrap', value: 'x' });
    expect(at.nth(0).child.received).toMatchObject([{ kind: 'told', failure: { code: 'CALL_FORBIDDEN' } }]);
    at.nth(0).child.ready(facts);
    await settle();
    const first = at.nth(1).child;
    first.says({ kind: 'ask', id: 1, what: 'resume.take', value: '' });
    first.says({ kind: 'ask', id: 2, what: 'resume.keep', value: 'c3RhdGU=' });
    first.says({ kind: 'ask', id: 3, what: 'vault.wrap', value: 'a2V5' });
    expect(first.received).toMatchObject([{ value: '' }, { value: '' }, { value: 'w:a2V5' }]);
    first.exit(null);
    await at.clock.pass(0);
    at.nth(2).child.says({ kind: 'ask', id: 1, what: 'resume.take', value: '' });
    expect(at.nth(2).child.received).toMatchObject([{ value: 'c3RhdGU=' }]);
  });

  it('stops the core before the world, both within the time given', async () => {
    const at = setUp();
    await settle();
    at.nth(0).child.ready(facts);
    await settle();
    const stopped = at.processes.stop(4000);
    expect(at.nth(1).child.received).toEqual([{ kind: 'drain' }]);
    expect(at.nth(0).child.received).toEqual([]);
    await at.clock.pass(3000);
    expect(at.nth(1).child.killed).toBe(true);
    await settle();
    expect(at.nth(0).child.received).toEqual([{ kind: 'drain' }]);
    await at.clock.pass(1000);
    await stopped;
    expect(at.nth(0).child.killed).toBe(true);
  });
});
