import { describe, expect, it } from 'vitest';
import { fail, failure, ok, type Result } from '../../../main/contract/failures/failure';
import { refuseAsks } from '../../../main/shell/asks';
import type { HostedProcess } from '../../../main/shell/child-host';
import { RestartBudget } from '../../../main/shell/restart-budget';
import { Supervisor } from '../../../main/shell/supervisor';
import { HandClock, settle } from './hand-clock';
import { ScriptedProcess } from './scripted-process';

function setUp(spawnResult?: () => Result<HostedProcess>) {
  const clock = new HandClock();
  const started: ScriptedProcess[] = [];
  const states: string[] = [];
  const events: unknown[] = [];
  const supervisor = new Supervisor({
    name: 'core',
    spawn: async () => {
      if (spawnResult) return spawnResult();
      const child = new ScriptedProcess();
      started.push(child);
      return ok(child);
    },
    onState: (state, failure) => states.push(failure ? `${state} ${failure.code}` : state),
    onReady: () => undefined,
    onEvent: (name) => events.push(name),
    onAsk: refuseAsks,
    clock,
    log: () => undefined,
  });
  const last = (): ScriptedProcess => {
    const child = started.at(-1);
    if (!child) throw new Error('nothing was started');
    return child;
  };
  return { clock, started, states, events, supervisor, last };
}

async function ready(at: ReturnType<typeof setUp>): Promise<void> {
  at.supervisor.start();
  await settle();
  at.last().ready();
}

describe('keeping the core running', () => {
  it('starts a core that ended again at once', async () => {
    const at = setUp();
    await ready(at);
    at.last().exit(null);
    await at.clock.pass(0);
    at.last().ready();
    expect(at.started).toHaveLength(2);
    expect(at.states).toEqual(['starting', 'ready', 'restarting', 'ready']);
  });

  it('gives up after six restarts within a minute, and starts afresh when a person asks', async () => {
    const at = setUp();
    await ready(at);
    for (let end = 0; end < 7; end += 1) {
      at.last().exit(1);
      await at.clock.pass(4000);
    }
    expect(at.started).toHaveLength(7);
    expect(at.states.at(-1)).toBe('gone CORE_GONE');
    expect(await at.supervisor.call('a.b', null)).toMatchObject({ failure: { code: 'CORE_GONE' } });

    await at.supervisor.restart();
    await settle();
    at.last().ready();
    expect(at.started).toHaveLength(8);
    expect(at.states.slice(-2)).toEqual(['restarting', 'ready']);
  });

  it('does not start again a core that says it cannot work as things are set up, and tells why', async () => {
    const at = setUp();
    at.supervisor.start();
    await settle();
    at.last().says({ kind: 'unable', failure: failure('CONFIG_INVALID', { at: 'windowNo' }) });
    at.last().exit(1);
    await at.clock.pass(10_000);
    expect(at.started).toHaveLength(1);
    expect(at.states).toEqual(['starting', 'gone CONFIG_INVALID']);
    expect(await at.supervisor.call('a.b', null)).toMatchObject({ failure: { code: 'CONFIG_INVALID' } });

    void at.supervisor.restart();
    await settle();
    at.last().ready();
    expect(at.states.slice(-2)).toEqual(['restarting', 'ready']);
  });

  it('keeps nothing for later: a call while the core is down is answered at once', async () => {
    const at = setUp();
    at.supervisor.start();
    await settle();
    expect(await at.supervisor.call('a.b', null)).toMatchObject({
      failure: { code: 'CORE_GONE', details: { state: 'starting' } },
    });
    expect(at.last().received).toEqual([]);
  });

  it('says why when there is nothing to run the core on', async () => {
    const at = setUp(() => fail('CORE_NO_RUNTIME'));
    at.supervisor.start();
    await settle();
    expect(at.states).toEqual(['starting', 'gone CORE_NO_RUNTIME']);
    expect(await at.supervisor.call('a.b', null)).toMatchObject({ failure: { code: 'CORE_NO_RUNTIME' } });
  });

  it('ends a core that does not get ready, and tries again', async () => {
    const at = setUp();
    at.supervisor.start();
    await at.clock.pass(60_000);
    expect(at.started[0]?.killed).toBe(true);
    await at.clock.pass(0);
    expect(at.started).toHaveLength(2);
  });

  it('waits an hour for a core that has said that its start takes long', async () => {
    const at = setUp();
    at.supervisor.start();
    await settle();
    at.last().says({ kind: 'ask', id: 1, what: 'start.long', value: '' });
    await at.clock.pass(59 * 60_000);
    expect(at.started[0]?.killed).toBe(false);
    await at.clock.pass(60_000);
    expect(at.started[0]?.killed).toBe(true);
  });

  it('no longer listens to a core it has replaced', async () => {
    const at = setUp();
    await ready(at);
    const old = at.last();
    old.diesWhenKilled = false;
    const restart = at.supervisor.restart();
    old.says({ kind: 'event', name: 'province', payload: null });
    await at.clock.pass(3000);
    await restart;
    await settle();
    at.last().ready();
    old.ready();
    old.exit(1);
    await settle();
    expect(at.events).toEqual([]);
    expect(at.started).toHaveLength(2);
    expect(at.states).toEqual(['starting', 'ready', 'restarting', 'ready']);
  });

  it('waits for the old core to leave before it starts the next, however often it is asked', async () => {
    const at = setUp();
    await ready(at);
    const restarts = [at.supervisor.restart(), at.supervisor.restart()];
    await settle();
    expect(at.started).toHaveLength(1);
    at.last().says({ kind: 'drained' });
    at.last().exit(0);
    await Promise.all(restarts);
    await settle();
    expect(at.started).toHaveLength(2);
  });

  it('stays stopped', async () => {
    const at = setUp();
    await ready(at);
    const stopped = at.supervisor.stop(4000);
    at.last().says({ kind: 'drained' });
    at.last().exit(0);
    await stopped;
    await at.supervisor.restart();
    await at.clock.pass(120_000);
    expect(at.started).toHaveLength(1);
  });

  it('ends a core whose start was still under way when everything stopped', async () => {
    const at = setUp();
    at.supervisor.start();
    await at.supervisor.stop(4000);
    await settle();
    expect(at.last().killed).toBe(true);
  });
});

describe('restart budget', () => {
  it('waits longer each time and recovers with the minute', async () => {
    const clock = new HandClock();
    const budget = new RestartBudget(clock);
    const taken = Array.from({ length: 7 }, () => budget.next());
    expect(taken).toEqual([0, 250, 500, 1000, 2000, 4000, null]);
    await clock.pass(60_000);
    expect(budget.next()).toBe(0);
  });
});
