import type { FailureCode } from '../../contract/failures/codes';
import { type Failure, failure, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { SerialLine } from '../../contract/ports/serial';
import { sha256 } from '../base';
import { type BaseParts, takeBase } from './framing/read-base';
import { decodeSamId } from './framing/sam-id';
import { ID_CARD_PROFILE, SAM_STATUS, type SamCommand } from './profiles/id-card';
import { createSamExchange, type SamAnswer } from './sam-exchange';
import type { Session, SessionEvents } from './session';

const profile = ID_CARD_PROFILE;
const { commands, stillThere, pollMs } = profile;

/**
 * Asks the reader for cards: find, select, read; then waits for the card to leave the field.
 *
 * One laying gives one frame. A reader usually does not find a card again that it has read and that was not lifted, but
 * not all agree, so the card itself is asked: "newest address" answers as long as it lies there. Where a reader cannot
 * do that and finds the same card again without the field having been empty, the second reading is dropped and `find`
 * is used from then on to see it leave.
 *
 * `wantsPhoto`: somebody can make a picture of it; otherwise it is overwritten as it arrives.
 *
 * A reader that does not answer at the line's rate is looked for at the others and set to the fastest.
 */
export function createIdCardSession(ports: {
  line: SerialLine;
  clock: Clock;
  events: SessionEvents;
  wantsPhoto: boolean;
}): Session {
  const { line, clock, events, wantsPhoto } = ports;
  const exchange = createSamExchange(line, clock);
  const rate = lineRate(line);
  let phase: 'hello' | 'searching' | 'lying' | 'fault' = 'hello';
  let leaving: SamCommand = commands.newestAddress;
  /** Read even if no card is found: one may lie there that an earlier session read, or whose answer was spoilt. */
  let insist = true;
  let lastText = '';
  let emptySeen = true;
  let silent = 0;
  let shown: { failure: Failure; at: number } | null = null;
  let stopped = false;
  let cancelPause = () => {};

  const pause = (ms: number) => new Promise<void>((resume) => (cancelPause = clock.after(ms, resume)));

  async function run(): Promise<void> {
    while (!stopped) {
      const pauseMs = await poll();
      if (!stopped) await pause(pauseMs);
    }
  }

  /** Answers how long to wait until the next poll. */
  async function poll(): Promise<number> {
    if (phase === 'hello') return hello();
    if (phase === 'fault') return reset();
    if (phase === 'lying') return watchLeaving();
    return search();
  }

  async function hello(): Promise<number> {
    const identity = await ask(commands.samId);
    if (typeof identity === 'number') {
      if (silent === 0) return identity;
      await changeRate(rate.next());
      return profile.helloMs;
    }
    const samId = decodeSamId(identity.data);
    if ((rate.now() ?? profile.baud) < profile.baud) await makeFaster();
    const status = await ask(commands.samStatus);
    if (typeof status === 'number') return status;
    events.onIdentified({ samId, baud: rate.now() });
    clear();
    events.onState('ready');
    phase = 'searching';
    return 0;
  }

  /** A card takes a tenth of a second to come at the fastest rate, and more than one at the slowest. */
  async function makeFaster(): Promise<void> {
    const slow = rate.now();
    const set = await exchange.ask(commands.setFastestBaud);
    if (stopped || !set.ok || set.value.sw !== SAM_STATUS.done) return;
    await changeRate(profile.baud);
    const heard = await exchange.ask(commands.samStatus);
    if (!stopped && !heard.ok && slow !== null) await changeRate(slow);
  }

  async function changeRate(baud: number | null): Promise<void> {
    if (baud === null || stopped) return;
    await rate.set(baud);
    if (!stopped) await pause(profile.rateSettleMs);
  }

  /** Whether it helps shows at the next greeting. */
  async function reset(): Promise<number> {
    await exchange.ask(commands.reset);
    phase = 'hello';
    return profile.resetMs;
  }

  async function search(): Promise<number> {
    const found = await ask(commands.find);
    if (typeof found === 'number') return found;
    if (found.sw === SAM_STATUS.cardFound) {
      events.onState('busy');
      return read(true);
    }
    if (insist) return read(false);
    return fieldEmpty();
  }

  function fieldEmpty(): number {
    emptySeen = true;
    events.onState('ready');
    if (shown && clock.now() - shown.at >= profile.failureHoldMs) clear();
    return pollMs;
  }

  /** `certain`: a card was found, so not being able to read it is worth telling. */
  async function read(certain: boolean): Promise<number> {
    // A failed selection does not matter: a card read before and not lifted cannot be selected and yet be read.
    const selected = await ask(commands.select);
    if (typeof selected === 'number') return selected;
    insist = true;
    let parts: 2 | 3 = 2;
    let answer = await ask(commands.readBase);
    if (typeof answer !== 'number' && answer.sw === SAM_STATUS.commandUnknown) {
      parts = 3;
      answer = await ask(commands.readBaseFingerprint);
    }
    if (typeof answer === 'number') return answer;
    insist = false;
    if (answer.sw !== SAM_STATUS.done) {
      if (!certain) return fieldEmpty();
      show(statusFailure(answer.sw));
      return pollMs;
    }
    const base = takeBase(answer.data, parts, wantsPhoto);
    if (!base.ok) {
      insist = true;
      show(base.failure);
      return pollMs;
    }
    const newestAddress = await addressOnChip();
    if (stopped) {
      base.value.photo?.fill(0);
      return 0;
    }
    deliver(base.value, newestAddress);
    return pollMs;
  }

  /** Most cards have none, and some readers cannot ask; neither keeps the card from being read. */
  async function addressOnChip(): Promise<Uint8Array<ArrayBuffer> | null> {
    if (leaving !== commands.newestAddress) return null;
    const asked = await exchange.ask(commands.newestAddress);
    if (!asked.ok) return null;
    const { sw, data } = asked.value;
    const address = sw === SAM_STATUS.done && data.length === profile.addressLength ? data.slice() : null;
    data.fill(0);
    return address;
  }

  function deliver({ text, photo }: BaseParts, newestAddress: Uint8Array<ArrayBuffer> | null): void {
    const digest = sha256(text);
    const again = digest === lastText && !emptySeen;
    lastText = digest;
    emptySeen = false;
    phase = 'lying';
    clear();
    events.onState('busy');
    if (again) {
      leaving = commands.find;
      text.fill(0);
      photo?.fill(0);
      newestAddress?.fill(0);
      return;
    }
    const content = { kind: 'id-card-base', text, ...(newestAddress ? { newestAddress } : {}) } as const;
    events.onContent(content, ...(photo ? [photo] : []));
  }

  async function watchLeaving(): Promise<number> {
    const answer = await ask(leaving);
    if (typeof answer === 'number') return answer;
    answer.data.fill(0);
    const there = leaving === commands.find ? [SAM_STATUS.cardFound] : stillThere;
    if (there.some((status) => status === answer.sw)) return pollMs;
    phase = 'searching';
    return leaving === commands.find ? fieldEmpty() : 0;
  }

  /** The answer, or how long to wait after trouble that has been dealt with. */
  async function ask(command: SamCommand): Promise<SamAnswer | number> {
    let asked = await exchange.ask(command);
    for (let sent = 1; sent < profile.attempts && !stopped && isSpoilt(asked); sent += 1) {
      asked = await exchange.ask(command);
    }
    if (stopped) return 0;
    if (!asked.ok) return trouble(asked.failure);
    silent = 0;
    return FAILURES.has(asked.value.sw) ? trouble(statusFailure(asked.value.sw)) : asked.value;
  }

  function trouble(what: Failure): number {
    if (what.code === 'DEVICE_SILENT') {
      silent += 1;
      const limit = phase === 'hello' ? Math.max(rate.count, profile.silentLimit) : profile.silentLimit;
      if (silent >= limit) events.onSilent();
      return pollMs;
    }
    // A lost line is the supervisor's business.
    if (what.code === 'DEVICE_LOST') return pollMs;
    silent = 0;
    show(what);
    if (what.code !== 'DEVICE_SAM_FAULT') return pollMs;
    events.onState('unusable');
    phase = 'fault';
    return 0;
  }

  function show(what: Failure): void {
    shown = { failure: what, at: clock.now() };
    events.onFailure(what);
  }

  function clear(): void {
    if (shown) events.onFailure(null);
    shown = null;
  }

  void run();
  return {
    chunk: exchange.chunk,
    // The command is sent again as after any other spoilt answer.
    woken: exchange.abandon,
    stop() {
      stopped = true;
      cancelPause();
      exchange.stop();
    },
  };
}

const FAILURES: ReadonlyMap<number, FailureCode> = profile.failures;

function statusFailure(sw: number): Failure {
  return failure(FAILURES.get(sw) ?? 'DEVICE_READ_REFUSED', {
    status: `0x${sw.toString(16).padStart(2, '0')}`,
  });
}

/** Spoilt on its way, there or back: the same command may be sent again at once. */
function isSpoilt(asked: Result<SamAnswer>): boolean {
  const code = asked.ok ? FAILURES.get(asked.value.sw) : asked.failure.code;
  return code?.startsWith('DEVICE_FRAME_') ?? false;
}

/** The rate of a line that was opened with the usual one, where it has any. */
function lineRate(line: SerialLine) {
  const bauds: readonly number[] = line.setBaud ? profile.bauds : [];
  let now: number | null = bauds[0] ?? null;
  return {
    count: bauds.length,
    now: () => now,
    /** The one to try after this one. */
    next: () => bauds[(bauds.indexOf(now ?? 0) + 1) % bauds.length] ?? null,
    async set(baud: number): Promise<void> {
      now = baud;
      await line.setBaud?.(baud);
    },
  };
}
