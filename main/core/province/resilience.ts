import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
} from 'cockatiel';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { Transport, TransportAnswer } from './transport';

export interface Circuit {
  state: 'closed' | 'open' | 'half-open';
  /** While open: when it is tried again, epoch ms. */
  until: number | null;
}

export interface Resilient {
  send: Transport;
  circuit(): Circuit;
  close(): void;
}

type Answered = Result<TransportAnswer>;

/** Operations in a row that failed on the other side. Retries within one operation count once. */
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 10_000;
/** What is asked for while one request finds out whether the service is back. */
const SOON_MS = 1_000;
const RETRIES = 2;
const FIRST_WAIT_MS = 200;
/** A try that cannot be answered within this is not begun. */
const LEAST_TRY_MS = 500;

/** Nobody answers, or whoever answers is in trouble. Being asked to slow down (429) is neither. */
function isDown(answer: Answered): boolean {
  if (answer.ok) return answer.value.status >= 500;
  return ['PROVINCE_UNREACHABLE', 'PROVINCE_TIMEOUT'].includes(answer.failure.code);
}

/** The same request may well be answered a moment later. */
function isPassing(answer: Answered): boolean {
  if (!answer.ok) return answer.failure.code === 'PROVINCE_UNREACHABLE';
  const { status, body } = answer.value;
  return status >= 500 || status === 429 || status === 408 || body === undefined;
}

const waitAsked = (answer: Answered) => (answer.ok ? (answer.value.retryAfterMs ?? 0) : 0);

/**
 * Tries again what may be tried again, within the deadline of the request, and leaves a service that is down alone for a
 * while: PROVINCE_PAUSED with `retryAfterMs`. After the pause a single request goes ahead and decides. `onChange`: the circuit's state changed.
 */
export function createResilience(
  inner: Transport,
  options: { clock: Clock; ids: Ids; onChange: () => void },
): Resilient {
  const { clock, ids, onChange } = options;
  let until: number | null = null;
  let cancel: () => void = () => undefined;
  const breaker = circuitBreaker(
    handleWhenResult((answer) => isDown(answer as Answered)),
    {
      breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
      // The library would measure the pause by the calendar clock, and a clock put right would hold it open for hours:
      // here it is always over, and the pause is a timer of ours.
      halfOpenAfter: Number.NEGATIVE_INFINITY,
    },
  );
  breaker.onBreak(() => {
    until = clock.now() + OPEN_MS;
    cancel = clock.after(OPEN_MS, () => {
      until = null;
      onChange();
    });
  });
  breaker.onStateChange(onChange);

  function withRetries(request: Parameters<Transport>[0]): Promise<Answered> {
    const endsAt = clock.now() + request.deadlineMs;
    const left = () => Math.min(endsAt - clock.now(), request.deadlineMs);
    if (request.repeatable !== true) return inner(request);
    const policy = retry(
      handleWhenResult(
        (answer) =>
          isPassing(answer as Answered) &&
          left() > waitAsked(answer as Answered) + FIRST_WAIT_MS * 2 ** RETRIES + LEAST_TRY_MS,
      ),
      {
        maxAttempts: RETRIES,
        backoff: new DelegateBackoff(({ attempt, result }) => {
          const asked = 'value' in result ? waitAsked(result.value as Answered) : 0;
          // Half of it by chance, so that a hall full of windows does not come back in step.
          return asked + FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + ids.fraction());
        }),
      },
    );
    return policy.execute(() => inner({ ...request, deadlineMs: Math.max(1, left()) }));
  }

  const paused = (): Result<never> =>
    fail('PROVINCE_PAUSED', { retryAfterMs: Math.max(SOON_MS, (until ?? 0) - clock.now()) });

  return {
    async send(request) {
      // While one goes ahead, the others do not wait for it: they are told at once. A question that is held open does not go ahead.
      const isFindingOut = breaker.state !== CircuitState.Closed && request.held === true;
      if (until !== null || breaker.state === CircuitState.HalfOpen || isFindingOut) return paused();
      return breaker.execute(() => withRetries(request));
    },
    circuit: () => ({
      state: breaker.state === CircuitState.Closed ? 'closed' : until !== null ? 'open' : 'half-open',
      until,
    }),
    close: () => cancel(),
  };
}
