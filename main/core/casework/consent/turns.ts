import { fail, type Result } from '../../../contract/failures/failure';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { LicenceGate } from '../../licence';
import type { OpenCase } from '../case/open-case';

/** So long, all in all, a call waits for its turn; who is put off for longer is told so. */
const LONGEST_MS = 5 * 60_000;
/** By chance up to this much later, so that a hall full of windows does not come back in step. */
const SPREAD_MS = 1_000;
const TOO_MANY_REQUESTS = 429;

export interface Turns {
  /**
   * What `call` answers. Where the province is asked too much at once and says for how long (429 with Retry-After, RFC 6585),
   * the call waits its turn and is made again while its case still stands at asking, and the case shows until when (R67).
   * PROVINCE_BUSY where the waiting would be too long.
   */
  take<T>(call: () => Promise<Result<T>>): Promise<Result<T>>;
  /** The same gate, each call of it in its turn: admitted anew every time. */
  through(gate: LicenceGate): LicenceGate;
}

export function createTurns(
  { clock, ids }: { clock: Clock; ids: Ids },
  { open, become }: Pick<OpenCase, 'open' | 'become'>,
): Turns {
  /** When each call that waits may be made. */
  const waits = new Set<{ until: number }>();

  const isAsking = (caseId: string | undefined): boolean =>
    caseId !== undefined && open()?.id === caseId && open()?.state === 'Authorising';

  /** The last of those that wait is the one that the clerk waits for. */
  function show(): void {
    const file = open();
    if (file?.state !== 'Authorising') return;
    const since = file.waiting?.since ?? clock.now();
    const until = Math.max(...[...waits].map((wait) => wait.until));
    become({ ...file, waiting: waits.size > 0 ? { for: 'turn', since, until } : { for: 'province', since } });
  }

  async function take<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
    const caseId = open()?.id;
    let waited = 0;
    for (;;) {
      const answer = await call();
      const asked = answer.ok ? null : askedToWait(answer.failure.details);
      if (asked === null || !isAsking(caseId)) return answer;
      waited += asked;
      if (waited > LONGEST_MS)
        return fail('PROVINCE_BUSY', { status: TOO_MANY_REQUESTS, retryAfterMs: asked });
      const pause = asked + Math.round(ids.fraction() * SPREAD_MS);
      const wait = { until: clock.now() + pause };
      waits.add(wait);
      show();
      await new Promise<void>((resolve) => void clock.after(pause, resolve));
      waits.delete(wait);
      if (!isAsking(caseId)) return answer;
      show();
    }
  }

  return {
    take,
    through: (gate) => ({
      ...gate,
      list: (...asked) => take(() => gate.list(...asked)),
      fetch: (request) => take(() => gate.fetch(request)),
      recognise: (request) => take(() => gate.recognise(request)),
    }),
  };
}

/** Null: it was not put off, or not for a time that was said. */
function askedToWait({ status, retryAfterMs }: Record<string, unknown>): number | null {
  return status === TOO_MANY_REQUESTS && typeof retryAfterMs === 'number' ? retryAfterMs : null;
}
