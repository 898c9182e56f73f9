import { describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../../main/contract/failures/failure';
import type { Clock } from '../../../../main/contract/ports/clock';
import { systemIds } from '../../../../main/core/base';
import { createResilience } from '../../../../main/core/province/resilience';
import type { TransportAnswer, TransportRequest } from '../../../../main/core/province/transport';

const DOWN = fail('PROVINCE_UNREACHABLE');
const answering = (status: number, retryAfterMs: number | null = null): Result<TransportAnswer> => ({
  ok: true,
  value: { status, body: {}, retryAfterMs },
});
const FINE = answering(200);

/** A clock that goes on when told. */
function handClock(): Clock & { pass(ms: number): void; setBack(ms: number): void } {
  let [now, passed] = [1_000_000, 0];
  let timers: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: passed + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pass(ms) {
      passed += ms;
      now += ms;
      const due = timers.filter(({ at }) => at <= passed);
      timers = timers.filter(({ at }) => at > passed);
      for (const { act } of due) act();
    },
    setBack(ms) {
      now -= ms;
    },
  };
}

function line(answers: (number: number) => Result<TransportAnswer> | Promise<Result<TransportAnswer>>) {
  const clock = handClock();
  const seen: TransportRequest[] = [];
  const states: string[] = [];
  const resilient = createResilience(
    async (request) => {
      seen.push(request);
      return answers(seen.length);
    },
    { clock, ids: systemIds, onChange: () => states.push(resilient.circuit().state) },
  );
  const ask = (more: Partial<TransportRequest> = {}) =>
    resilient.send({ method: 'POST', path: '/v1/x', deadlineMs: 8_000, ...more });
  const askTimes = async (times: number) => {
    for (let time = 0; time < times; time += 1) await ask();
  };
  return { clock, seen, states, ask, askTimes, circuit: resilient.circuit };
}

describe('what may be tried again', () => {
  it.each([
    ['no connection', DOWN],
    ['an overloaded service', answering(503)],
    ['too many requests', answering(429)],
    ['half an answer', { ok: true, value: { status: 200, body: undefined, retryAfterMs: null } } as const],
  ])('is tried again after %s', async (_what, trouble) => {
    const { ask, seen } = line((number) => (number < 3 ? trouble : FINE));
    expect(await ask({ repeatable: true })).toEqual(FINE);
    expect(seen).toHaveLength(3);
  });

  it('is given up after three tries', async () => {
    const { ask, seen } = line(() => DOWN);
    expect(await ask({ repeatable: true })).toEqual(DOWN);
    expect(seen).toHaveLength(3);
  });

  it('is not tried again after a refusal, a time-out or a certificate that is not believed', async () => {
    for (const answer of [answering(409), fail('PROVINCE_TIMEOUT'), fail('PROVINCE_UNTRUSTED')]) {
      const { ask, seen } = line(() => answer);
      expect(await ask({ repeatable: true })).toEqual(answer);
      expect(seen).toHaveLength(1);
    }
  });

  it('is not tried again where the service asks for more time than there is', async () => {
    const { ask, seen } = line(() => answering(503, 60_000));
    expect(await ask({ repeatable: true })).toEqual(answering(503, 60_000));
    expect(seen).toHaveLength(1);
  });

  it('leaves everything else alone', async () => {
    const { ask, seen } = line(() => DOWN);
    expect(await ask()).toEqual(DOWN);
    expect(seen).toHaveLength(1);
  });
});

describe('a service that is down', () => {
  it('is left alone after five failures in a row, and for how long is said', async () => {
    const { ask, askTimes, seen, circuit, clock } = line(() => DOWN);
    await askTimes(5);
    expect(circuit()).toEqual({ state: 'open', until: clock.now() + 10_000 });
    expect(await ask()).toMatchObject({
      failure: { code: 'PROVINCE_PAUSED', details: { retryAfterMs: 10_000 } },
    });
    expect(seen).toHaveLength(5);
  });

  it.each([
    ['errors of the service', answering(500), 'open'],
    ['no answer in time', fail('PROVINCE_TIMEOUT'), 'open'],
    ['being asked to slow down', answering(429), 'closed'],
    ['refusals', answering(403), 'closed'],
    ['a certificate that is not believed', fail('PROVINCE_UNTRUSTED'), 'closed'],
  ] as const)('%s: the circuit is then as it should be', async (_what, answer, state) => {
    const { askTimes, circuit } = line(() => answer);
    await askTimes(9);
    expect(circuit().state).toBe(state);
  });

  it('is not called down for failures with successes in between', async () => {
    const { askTimes, circuit } = line((number) => (number % 5 === 0 ? FINE : DOWN));
    await askTimes(20);
    expect(circuit().state).toBe('closed');
  });

  it('is asked by one request after the pause, and is back when that is answered', async () => {
    const { ask, askTimes, circuit, clock, states } = line((number) => (number <= 5 ? DOWN : FINE));
    await askTimes(5);
    clock.pass(10_000);
    expect(circuit()).toEqual({ state: 'half-open', until: null });
    expect(await ask()).toEqual(FINE);
    expect(circuit().state).toBe('closed');
    expect(states).toEqual(['open', 'half-open', 'half-open', 'closed']);
  });

  it('is left alone again when that one fails', async () => {
    const { ask, askTimes, circuit, clock, seen } = line(() => DOWN);
    await askTimes(5);
    clock.pass(10_000);
    await ask();
    expect(circuit().state).toBe('open');
    await ask();
    expect(seen).toHaveLength(6);
  });

  it('is not stormed by those who wait while one finds out', async () => {
    let answer: (result: Result<TransportAnswer>) => void = () => undefined;
    const { ask, askTimes, clock, seen } = line((number) =>
      number <= 5
        ? DOWN
        : new Promise((resolve) => {
            answer = resolve;
          }),
    );
    await askTimes(5);
    clock.pass(10_000);
    const first = ask();
    expect(await ask()).toMatchObject({ failure: { code: 'PROVINCE_PAUSED', retry: 'automatic' } });
    answer(FINE);
    expect(await first).toEqual(FINE);
    expect(seen).toHaveLength(6);
  });

  it('is not found out about with a question that it may hold open', async () => {
    const { ask, askTimes, clock, seen } = line((number) => (number <= 5 ? DOWN : FINE));
    await askTimes(5);
    clock.pass(10_000);
    expect(await ask({ held: true })).toMatchObject({ failure: { code: 'PROVINCE_PAUSED' } });
    expect(seen).toHaveLength(5);
    expect(await ask()).toEqual(FINE);
    expect(await ask({ held: true })).toEqual(FINE);
  });

  it('is asked again in time though the machine’s clock was set back by hours', async () => {
    const { ask, askTimes, clock, circuit } = line((number) => (number <= 5 ? DOWN : FINE));
    await askTimes(5);
    clock.setBack(5 * 3_600_000);
    clock.pass(10_000);
    expect(await ask()).toEqual(FINE);
    expect(circuit().state).toBe('closed');
  });
});
