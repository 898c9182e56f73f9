import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../main/contract/failures/failure';
import { linkChild } from '../../../main/shell/child-link';
import { HandClock, settle } from './hand-clock';
import { ScriptedProcess } from './scripted-process';

function setUp() {
  const child = new ScriptedProcess();
  const clock = new HandClock();
  const seen: unknown[] = [];
  const link = linkChild(child, clock, 30_000, {
    onReady: (facts) => seen.push(['ready', facts]),
    onEvent: (name, payload) => seen.push(['event', name, payload]),
    onAsk: (ask) => (ask.what === 'vault.wrap' ? ok(`wrapped ${ask.value}`) : fail('STORE_VAULT_GONE')),
    onUnable: (why) => seen.push(['unable', why.code]),
    onMalformed: () => seen.push('malformed'),
    onExit: (code) => seen.push(['exit', code]),
  });
  return { child, clock, link, seen };
}

const done = { kind: 'reply', value: { n: 1 }, failure: null };

describe('messages to and from a hosted process', () => {
  it('gives each answer to the call it belongs to, in any order', async () => {
    const { child, link } = setUp();
    const first = link.call('a.b', 1);
    const second = link.call('c.d', 2);
    expect(child.received).toEqual([
      { kind: 'call', id: 1, name: 'a.b', input: 1 },
      { kind: 'call', id: 2, name: 'c.d', input: 2 },
    ]);
    child.says({ ...done, id: 2, value: 'two' });
    child.says({ ...done, id: 1, value: 'one' });
    expect(await first).toEqual({ value: 'one', failure: null });
    expect(await second).toEqual({ value: 'two', failure: null });
  });

  it('answers CORE_GONE to a call that gets no answer in time, and drops the late one', async () => {
    const { child, clock, link } = setUp();
    const call = link.call('a.b', null);
    await clock.pass(30_000);
    expect(await call).toMatchObject({ failure: { code: 'CORE_GONE', details: { reason: 'deadline' } } });
    child.says({ ...done, id: 1 });
    child.says({ ...done, id: 99 });
  });

  it('answers CORE_GONE to all open calls when the process ends, and to every later one', async () => {
    const { child, link, seen } = setUp();
    const open = [link.call('a.b', null), link.call('a.b', null)];
    child.exit(1);
    child.exit(1);
    for (const call of [...open, link.call('a.b', null)]) {
      expect(await call).toMatchObject({ failure: { code: 'CORE_GONE', details: { reason: 'exited' } } });
    }
    expect(seen).toEqual([['exit', 1]]);
    expect(child.received).toHaveLength(2);
  });

  it('drops what is no message of the contract', () => {
    const { child, seen } = setUp();
    for (const odd of [
      null,
      'text',
      { kind: 'reply' },
      { kind: 'ready', facts: { port: 1 } },
      { kind: 'exec' },
    ]) {
      child.says(odd);
    }
    expect(seen).toEqual(['malformed', 'malformed', 'malformed', 'malformed', 'malformed']);
  });

  it('hands on readiness and events, and answers what the process asks', () => {
    const { child, seen } = setUp();
    child.ready({ provinceUrl: 'http://127.0.0.1:1' });
    child.says({ kind: 'event', name: 'province', payload: { state: 'unknown' } });
    child.says({ kind: 'ask', id: 7, what: 'vault.wrap', value: 'a2V5' });
    child.says({ kind: 'ask', id: 8, what: 'vault.unwrap', value: 'a2V5' });
    expect(seen).toEqual([
      ['ready', { provinceUrl: 'http://127.0.0.1:1' }],
      ['event', 'province', { state: 'unknown' }],
    ]);
    expect(child.received).toMatchObject([
      { kind: 'told', id: 7, value: 'wrapped a2V5', failure: null },
      { kind: 'told', id: 8, value: null, failure: { code: 'STORE_VAULT_GONE' } },
    ]);
  });
});

describe('letting a hosted process finish', () => {
  it('waits for it to say so and to leave', async () => {
    const { child, link } = setUp();
    const drain = link.drain(4000);
    expect(child.received).toEqual([{ kind: 'drain' }]);
    child.says({ kind: 'drained' });
    await settle();
    child.exit(0);
    expect(await drain).toBe(true);
    expect(child.killed).toBe(false);
  });

  it('ends one that says it is done and stays', async () => {
    const { child, clock, link } = setUp();
    const drain = link.drain(4000);
    child.says({ kind: 'drained' });
    await clock.pass(300);
    expect(await drain).toBe(true);
    expect(child.killed).toBe(true);
  });

  it('ends one that does not finish in time', async () => {
    const { child, clock, link } = setUp();
    const drain = link.drain(4000);
    await clock.pass(3999);
    expect(child.killed).toBe(false);
    await clock.pass(1);
    expect(await drain).toBe(false);
    expect(child.killed).toBe(true);
  });

  it('does not wait for ever for one that cannot even be ended', async () => {
    const { child, clock, link } = setUp();
    child.diesWhenKilled = false;
    const drain = link.drain(4000);
    await clock.pass(5000);
    expect(await drain).toBe(false);
  });

  it('has nothing to do when it has already gone', async () => {
    const { child, link } = setUp();
    child.exit(0);
    expect(await link.drain(4000)).toBe(true);
    expect(child.received).toEqual([]);
  });
});
