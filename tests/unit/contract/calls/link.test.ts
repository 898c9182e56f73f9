import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALL_NAMES,
  FromChild,
  type Handlers,
  type LinkPort,
  serveLink,
  ToChild,
} from '../../../../main/contract/calls';
import { fail, failure, ok } from '../../../../main/contract/failures/failure';
import { handlersThat, INPUTS, OUTPUTS } from './samples';

type CoreHandlers = Handlers<'core'>;

/** Both ends of a link in one process, with what went over it. */
function link(
  options: {
    handlers?: CoreHandlers | Promise<CoreHandlers>;
    onDrain?: () => Promise<void>;
    post?: LinkPort['post'];
  } = {},
) {
  const posted: FromChild[] = [];
  const told: unknown[] = [];
  const faults: unknown[] = [];
  let arrive: (message: unknown) => void = () => {
    throw new Error('nobody listens');
  };
  serveLink({
    host: 'core',
    handlers: options.handlers ?? handlersThat(() => undefined),
    port: {
      post: options.post ?? ((message) => posted.push(message)),
      onMessage: (listener) => {
        arrive = listener;
      },
    },
    onDrain: options.onDrain ?? (async () => undefined),
    onTold: (message) => told.push(message),
    onFault: (error) => faults.push(error),
  });
  return { send: (message: unknown) => arrive(message), posted, told, faults };
}

/** A promise that the test settles by hand. */
function byHand<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** Everything that is already on its way has arrived. */
const settled = () => new Promise<void>((done) => setImmediate(done));
const call = (id: number, name: string, input: unknown = null) => ({ kind: 'call', id, name, input });

describe('a served link', () => {
  it('answers each call under its own number, whatever the order of the answers', async () => {
    const gate = byHand<void>();
    const base = handlersThat(() => undefined) as CoreHandlers;
    const audit = { ...base.audit, verify: () => gate.promise.then(() => ok(OUTPUTS['audit.verify'])) };
    const { send, posted } = link({ handlers: { ...base, audit } });
    send(call(1, 'audit.verify'));
    send(call(2, 'outbox.drain'));
    await settled();
    expect(posted.map((message) => message.kind === 'reply' && message.id)).toEqual([2]);
    gate.resolve();
    await settled();
    expect(posted).toEqual([
      { kind: 'reply', id: 2, value: OUTPUTS['outbox.drain'], failure: null },
      { kind: 'reply', id: 1, value: OUTPUTS['audit.verify'], failure: null },
    ]);
  });

  it('keeps calls that come before the handlers, and answers them in order', async () => {
    const { promise, resolve } = byHand<CoreHandlers>();
    const { send, posted } = link({ handlers: promise });
    send(call(1, 'outbox.drain'));
    send(call(2, 'case.submit'));
    await settled();
    expect(posted).toEqual([]);
    resolve(handlersThat(() => undefined));
    await settled();
    expect(posted.map((message) => message.kind === 'reply' && message.id)).toEqual([1, 2]);
  });

  it('answers every call with a fault where the handlers never come', async () => {
    const { promise, reject } = byHand<CoreHandlers>();
    const { send, posted, faults } = link({ handlers: promise });
    send(call(1, 'outbox.drain'));
    reject(new Error('the store is gone'));
    await settled();
    send(call(2, 'case.submit'));
    await settled();
    expect(posted).toEqual([
      { kind: 'reply', id: 1, value: null, failure: failure('CORE_FAULT', { call: 'outbox.drain' }) },
      { kind: 'reply', id: 2, value: null, failure: failure('CORE_FAULT', { call: 'case.submit' }) },
    ]);
    expect(faults).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'call'],
    ['bytes', new Uint8Array([1, 2, 3])],
    ['a list', [call(1, 'outbox.drain')]],
    ['an unknown kind', { kind: 'run', id: 1, name: 'outbox.drain', input: null }],
    ['no number', { kind: 'call', name: 'outbox.drain', input: null }],
    ['a fraction for a number', call(1.5, 'outbox.drain')],
    ['no name', { kind: 'call', id: 1, input: null }],
    ['a name without end', call(1, 'x'.repeat(81))],
    ['what a child says', { kind: 'reply', id: 1, value: null, failure: null }],
    ['a kind from the prototype', JSON.parse('{"__proto__":{"kind":"drain"}}')],
  ])('drops %s', async (_what, message) => {
    const { send, posted, told, faults } = link();
    send(message);
    await settled();
    expect([posted, told, faults]).toEqual([[], [], []]);
  });

  it('hands on what the shell tells', () => {
    const { send, told } = link();
    const message = { kind: 'told', id: 4, value: 'a2V5', failure: null };
    send(message);
    send({ ...message, failure: { code: 'OTHER', retry: 'never', details: {} } });
    expect(told).toEqual([message]);
  });

  it('drains first and says so after', async () => {
    const { promise, resolve } = byHand<void>();
    const { send, posted } = link({ onDrain: () => promise });
    send({ kind: 'drain' });
    await settled();
    expect(posted).toEqual([]);
    resolve();
    await settled();
    expect(posted).toEqual([{ kind: 'drained' }]);
  });

  it('says it has drained even where that failed, so that nobody waits for ever', async () => {
    const { send, posted, faults } = link({ onDrain: () => Promise.reject(new Error('disk')) });
    send({ kind: 'drain' });
    await settled();
    expect(posted).toEqual([{ kind: 'drained' }]);
    expect(faults).toHaveLength(1);
  });

  it('survives a parent that is gone', async () => {
    const { send, faults } = link({
      post: () => {
        throw new Error('channel closed');
      },
    });
    send(call(1, 'outbox.drain'));
    send({ kind: 'drain' });
    await settled();
    expect(faults).toHaveLength(2);
  });
});

describe('whatever arrives', () => {
  const name = fc.oneof(
    fc.constantFrom(...CALL_NAMES),
    fc.constantFrom('__proto__.x', 'case.constructor', 'toString', 'case.__proto__', '.', ''),
    fc.string({ maxLength: 100 }),
  );
  const anyCall = fc.record({
    kind: fc.constant('call'),
    id: fc.oneof(fc.integer(), fc.double()),
    name,
    input: fc.anything(),
  });
  const fittingCall = fc.constantFrom(...Object.entries(INPUTS)).chain(([each, input]) => {
    return fc.record({
      kind: fc.constant('call'),
      id: fc.nat(),
      name: fc.constant(each),
      input: fc.constant(input),
    });
  });
  const message = fc.oneof(
    { weight: 3, arbitrary: fittingCall },
    { weight: 3, arbitrary: anyCall },
    { weight: 1, arbitrary: fc.constant({ kind: 'drain' }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.string(), id: fc.anything(), value: fc.anything() }) },
    { weight: 2, arbitrary: fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }) },
  );
  /** What a handler may make of a call, from right to hopeless. */
  const MOODS: (() => unknown)[] = [
    () => ok(null),
    () => ok({ odd: 1n }),
    () => fail('FORM_INCOMPLETE'),
    () => {
      throw new Error('fault');
    },
    () => Promise.reject(new Error('fault')),
    () => undefined,
  ];

  it('is answered once where it is a call and dropped where it is nothing, and never throws', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(message, fc.constantFrom(null, ...MOODS), async (raw, mood) => {
        const good = handlersThat(() => undefined) as unknown as Record<string, Record<string, unknown>>;
        const moody =
          mood &&
          Object.fromEntries(
            Object.entries(good).map(([group, calls]) => [
              group,
              Object.fromEntries(Object.keys(calls).map((each) => [each, mood])),
            ]),
          );
        const { send, posted } = link({ handlers: (moody ?? good) as unknown as CoreHandlers });
        send(raw);
        await settled();
        const parsed = ToChild.safeParse(raw);
        const kind = parsed.success ? parsed.data.kind : 'garbage';
        expect(posted).toHaveLength(kind === 'call' || kind === 'drain' ? 1 : 0);
        for (const each of posted) expect(FromChild.safeParse(each).error).toBeUndefined();
        if (parsed.success && parsed.data.kind === 'call') {
          answered += 1;
          expect(posted[0]).toMatchObject({ kind: 'reply', id: parsed.data.id });
        }
      }),
      { numRuns: 2_000 },
    );
    expect(answered).toBeGreaterThan(500);
  });
});
