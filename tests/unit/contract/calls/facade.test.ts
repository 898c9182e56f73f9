import { describe, expect, it } from 'vitest';
import {
  answerCall,
  CALL_NAMES,
  CALLS,
  type CallHost,
  createFacade,
  EVENTS,
  type FacadeTransport,
  type Handlers,
  type Reply,
} from '../../../../main/contract/calls';
import { failure, type Result } from '../../../../main/contract/failures/failure';
import { handlersThat, INPUTS, OUTPUTS } from './samples';

type AnyFacade = Record<string, Record<string, (input?: unknown) => Promise<Result<unknown>>>>;

const hostOf = (name: string): CallHost => {
  const [group = '', call = ''] = name.split('.');
  const host = (CALLS as Record<string, Record<string, { host: CallHost }>>)[group]?.[call]?.host;
  if (!host) throw new Error(`no host for ${name}`);
  return host;
};

/** The whole way from the page to a handler and back, as JSON like the real channels carry it. */
function loopback(handlers: Handlers<CallHost>): FacadeTransport {
  return {
    async invoke(name, input) {
      const sent: unknown = JSON.parse(JSON.stringify(input));
      const reply = await answerCall(hostOf(name), handlers, name, sent, () => undefined);
      return JSON.parse(JSON.stringify(reply)) as Reply;
    },
    listen: () => () => undefined,
  };
}

function facadeOver(invoke: FacadeTransport['invoke']): AnyFacade {
  return createFacade({ invoke, listen: () => () => undefined }) as unknown as AnyFacade;
}

describe('the facade', () => {
  it('has a function for every call of the schema and nothing else', () => {
    const facade = facadeOver(async () => ({ value: null, failure: null }));
    const { events, ...groups } = facade;
    const names = Object.entries(groups).flatMap(([group, calls]) =>
      Object.keys(calls).map((call) => `${group}.${call}`),
    );
    expect(names.sort()).toEqual([...CALL_NAMES].sort());
    expect(Object.keys(events ?? {})).toEqual(['on']);
    expect(Object.keys(INPUTS).sort()).toEqual([...CALL_NAMES].sort());
  });

  it.each(Object.entries(INPUTS))(
    '%s reaches its handler and brings its answer back',
    async (name, input) => {
      const heard: [string, unknown][] = [];
      const facade = createFacade(
        loopback(handlersThat((...call) => heard.push(call))),
      ) as unknown as AnyFacade;
      const [group = '', call = ''] = name.split('.');
      const answer = await (input === null ? facade[group]?.[call]?.() : facade[group]?.[call]?.(input));
      expect(answer).toEqual({ ok: true, value: OUTPUTS[name as keyof typeof OUTPUTS] });
      expect(heard).toEqual([[name, input]]);
    },
  );

  it('sends nothing that the schema refuses, and says where it is wrong', async () => {
    let sent = 0;
    const facade = facadeOver(async () => {
      sent += 1;
      return { value: null, failure: null };
    });
    const refused = await facade.case?.editField?.({ key: 'phone', value: 'x'.repeat(401) });
    expect(refused).toEqual({
      ok: false,
      failure: failure('CALL_INVALID', { call: 'case.editField', at: 'value' }),
    });
    expect(await facade.clerk?.signOut?.({ unasked: true })).toMatchObject({
      failure: { code: 'CALL_INVALID' },
    });
    expect(sent).toBe(0);
  });

  it('passes a failure on as it came', async () => {
    const came = failure('FORM_INCOMPLETE', { fields: 2, materials: 1 });
    const facade = facadeOver(async () => ({ value: null, failure: came }));
    expect(await facade.case?.submit?.()).toEqual({ ok: false, failure: came });
  });

  it.each<[string, unknown]>([
    ['of the wrong shape', { value: { waiting: 'many' }, failure: null }],
    ['without a value', { value: null, failure: null }],
    ['that is nothing', undefined],
    ['that is a text', 'ok'],
    ['with a failure nobody knows', { value: null, failure: { code: 'OTHER', retry: 'never', details: {} } }],
  ])('lets no answer %s through to the page', async (_what, reply) => {
    const facade = facadeOver(async () => reply as Reply);
    expect(await facade.outbox?.drain?.()).toMatchObject({
      ok: false,
      failure: { code: 'CALL_ANSWER_INVALID', details: { call: 'outbox.drain' } },
    });
  });

  it('answers with a failure, not an exception, where the channel itself gives up', async () => {
    const facade = facadeOver(() => Promise.reject(new Error('no handler registered')));
    expect(await facade.station?.snapshot?.()).toEqual({ ok: false, failure: failure('CORE_GONE') });
  });

  it('takes away from an answer what the schema does not name', async () => {
    const facade = facadeOver(async () => ({
      value: { ...OUTPUTS['outbox.drain'], secret: 'x' },
      failure: null,
    }));
    expect(await facade.outbox?.drain?.()).toEqual({ ok: true, value: OUTPUTS['outbox.drain'] });
  });
});

describe('events', () => {
  function channel() {
    const listeners = new Set<(name: string, payload: unknown) => void>();
    const facade = createFacade({
      invoke: async () => ({ value: null, failure: null }),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const send = (name: string, payload: unknown) => {
      for (const listener of [...listeners]) listener(name, payload);
    };
    return { facade, send, listeners };
  }

  it('reach those who listen for them, and stop when told', () => {
    const { facade, send, listeners } = channel();
    const heard: unknown[] = [];
    const stop = facade.events.on('outbox', (counts) => heard.push(counts));
    send('outbox', OUTPUTS['outbox.drain']);
    stop();
    send('outbox', OUTPUTS['outbox.drain']);
    expect(heard).toEqual([OUTPUTS['outbox.drain']]);
    expect(listeners.size).toBe(0);
  });

  it('of another name are not heard, even where they would fit', () => {
    const { facade, send } = channel();
    const heard: unknown[] = [];
    facade.events.on('case', (open) => heard.push(open));
    send('clerk', null);
    expect(heard).toEqual([]);
    send('case', null);
    expect(heard).toEqual([null]);
  });

  it('that do not fit the schema are not heard', () => {
    const { facade, send } = channel();
    const heard: unknown[] = [];
    facade.events.on('outbox', (counts) => heard.push(counts));
    for (const payload of [null, undefined, {}, 'x', { ...OUTPUTS['outbox.drain'], parked: 1.5 }])
      send('outbox', payload);
    expect(heard).toEqual([]);
  });

  it('are the ones of the schema', () => {
    const parts = [
      'station',
      'clerk',
      'lock',
      'cardSignIn',
      'devices',
      'province',
      'outbox',
      'errands',
      'callBacks',
      'confirm',
      'called',
      'case',
      'photo',
      'core',
    ];
    expect(Object.keys(EVENTS).sort()).toEqual(parts.sort());
  });
});
