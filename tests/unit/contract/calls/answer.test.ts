import { describe, expect, it } from 'vitest';
import { answerCall, type CallHost, findCall, type Handlers } from '../../../../main/contract/calls';
import { FailureError, fail, failure, ok } from '../../../../main/contract/failures/failure';
import { handlersThat, OUTPUTS } from './samples';

function answering(changed: Record<string, Record<string, unknown>> = {}) {
  const heard: string[] = [];
  const faults: unknown[] = [];
  const whole = handlersThat((name) => heard.push(name)) as unknown as Record<string, object>;
  for (const [group, calls] of Object.entries(changed)) whole[group] = { ...whole[group], ...calls };
  const ask = (name: string, input: unknown = null, host: CallHost = 'core') =>
    answerCall(host, whole as unknown as Handlers<CallHost>, name, input, (error) => faults.push(error));
  return { ask, heard, faults };
}

const HOSTILE_NAMES = [
  '',
  '.',
  'case',
  'case.',
  '.submit',
  'case.submit.',
  'case.submit.call',
  'case..submit',
  'CASE.submit',
  'case.Submit',
  ' case.submit',
  'case submit',
  'case.nothing',
  'nothing.submit',
  '__proto__.x',
  '__proto__.toString',
  '__proto__.__proto__',
  'case.__proto__',
  'case.constructor',
  'case.toString',
  'case.hasOwnProperty',
  'constructor.name',
  'constructor.constructor',
  'toString',
  'toString.call',
  'prototype.x',
  'case.submit\u0000',
  '案件.提交',
  'x'.repeat(100_000),
];

describe('names', () => {
  it.each(HOSTILE_NAMES.map((name) => [name.slice(0, 40), name]))('"%s" is no call', async (_shown, name) => {
    const { ask, heard, faults } = answering();
    expect(await ask(name)).toEqual({ value: null, failure: failure('CALL_UNKNOWN') });
    expect(findCall(name)).toBeUndefined();
    expect([heard, faults]).toEqual([[], []]);
  });

  it('of another host are unknown here', async () => {
    const { ask, heard } = answering();
    expect((await ask('window.quit', null, 'core')).failure?.code).toBe('CALL_UNKNOWN');
    expect((await ask('case.submit', null, 'shell')).failure?.code).toBe('CALL_UNKNOWN');
    expect((await ask('training.people', null, 'core')).failure?.code).toBe('CALL_UNKNOWN');
    expect(heard).toEqual([]);
  });

  it('of the schema without a handler are unknown, and say so', async () => {
    const { ask } = answering({ case: { submit: undefined } });
    expect(await ask('case.submit')).toEqual({
      value: null,
      failure: failure('CALL_UNKNOWN', { call: 'case.submit' }),
    });
  });
});

describe('input', () => {
  it.each<[string, string, unknown, string]>([
    ['nothing for something', 'case.chooseItem', null, ''],
    ['something for nothing', 'case.submit', {}, ''],
    ['a wrong type', 'case.chooseItem', { seq: '37' }, 'seq'],
    ['a number out of range', 'item.search', { text: '', limit: 51 }, 'limit'],
    ['a fraction', 'item.search', { text: '', limit: 1.5 }, 'limit'],
    ['not a number', 'case.chooseItem', { seq: Number.NaN }, 'seq'],
    ['a text too long', 'case.enterCode', { text: 'x'.repeat(2049) }, 'text'],
    ['a blank text', 'case.abandon', { reason: '   ' }, 'reason'],
    ['a list', 'case.editField', [['key', 'phone']], ''],
    ['no id', 'receipt.pdf', { id: '../../etc/hostname' }, 'id'],
    ['an id in capitals', 'receipt.pdf', { id: '0B0C4B5E-8F2F-4F55-9F0A-6C1F3F3D2A10' }, 'id'],
  ])('%s is refused with the place, never the value', async (_what, name, input, at) => {
    const { ask, heard } = answering();
    expect(await ask(name, input)).toEqual({
      value: null,
      failure: failure('CALL_INVALID', { call: name, at }),
    });
    expect(heard).toEqual([]);
  });

  it('reaches the handler trimmed and without what the schema does not name', async () => {
    const inputs: unknown[] = [];
    const abandon = (input: unknown) => {
      inputs.push(input);
      return ok(null);
    };
    const { ask } = answering({ case: { abandon } });
    await ask('case.abandon', JSON.parse('{"reason":" 改日 ","__proto__":{"admin":true},"extra":1}'));
    expect(inputs).toEqual([{ reason: '改日' }]);
    expect((inputs[0] as { admin?: unknown }).admin).toBeUndefined();
  });

  it('may be left out where the call takes nothing', async () => {
    const { ask } = answering();
    expect(await ask('outbox.drain', undefined)).toEqual({ value: OUTPUTS['outbox.drain'], failure: null });
  });
});

describe('a handler', () => {
  it('that fails has its failure passed on', async () => {
    const { ask, faults } = answering({ case: { submit: () => fail('FORM_INCOMPLETE', { fields: 1 }) } });
    expect(await ask('case.submit')).toEqual({
      value: null,
      failure: failure('FORM_INCOMPLETE', { fields: 1 }),
    });
    expect(faults).toEqual([]);
  });

  it('may answer later', async () => {
    const { ask } = answering({ outbox: { drain: async () => ok(OUTPUTS['outbox.drain']) } });
    expect(await ask('outbox.drain')).toEqual({ value: OUTPUTS['outbox.drain'], failure: null });
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('周明远的资料出错');
      },
    ],
    ['rejects', () => Promise.reject(new Error('周明远的资料出错'))],
    [
      'throws no error at all',
      () => {
        throw '周明远';
      },
    ],
    ['answers nothing', () => undefined],
  ])('that %s is a fault: told to the log, not to the page', async (_what, submit) => {
    const { ask, faults } = answering({ case: { submit } });
    const reply = await ask('case.submit');
    expect(reply).toEqual({ value: null, failure: failure('CORE_FAULT', { call: 'case.submit' }) });
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(reply)).not.toContain('周明远');
  });

  it('that throws a failure it carries is no fault', async () => {
    const submit = () => {
      throw new FailureError(failure('STORE_DISK_FULL'));
    };
    const { ask, faults } = answering({ case: { submit } });
    expect(await ask('case.submit')).toEqual({ value: null, failure: failure('STORE_DISK_FULL') });
    expect(faults).toEqual([]);
  });

  it('that answers the wrong shape is not believed, and its answer not shown', async () => {
    const { ask } = answering({ outbox: { drain: () => ok({ waiting: '周明远' }) } });
    const reply = await ask('outbox.drain');
    expect(reply).toEqual({
      value: null,
      failure: failure('CALL_ANSWER_INVALID', { call: 'outbox.drain', at: 'waiting' }),
    });
  });

  it('has nothing passed on that the schema does not name', async () => {
    const drain = () => ok({ ...OUTPUTS['outbox.drain'], passphrase: 'x' });
    const { ask } = answering({ outbox: { drain } });
    expect((await ask('outbox.drain')).value).toEqual(OUTPUTS['outbox.drain']);
  });
});
