import type { FailureCode } from '../../contract/failures/codes';
import { type Failure, failure } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { SerialLine } from '../../contract/ports/serial';
import { sha256 } from '../base';
import { takeText } from './framing/read-base';
import { ID_CARD_PROFILE, SAM_STATUS, type SamCommand } from './profiles/id-card';
import { createSamExchange, type SamAnswer } from './sam-exchange';
import type { Session, SessionEvents } from './session';

const { commands, failures, stillThere, pollMs, faultPollMs, silentLimit, failureHoldMs } = ID_CARD_PROFILE;

/**
 * Asks the reader for cards: find, select, read; then waits for the card to leave the field.
 *
 * One laying gives one frame. A reader usually does not find a card again that it has read and that was not lifted, but
 * not all agree, so the card itself is asked: "newest address" answers as long as it lies there. Where a reader cannot
 * do that and finds the same card again without the field having been empty, the second reading is dropped and `find`
 * is used from then on to see it leave.
 */
export function createIdCardSession(ports: {
  line: SerialLine;
  clock: Clock;
  events: SessionEvents;
}): Session {
  const { clock, events } = ports;
  const exchange = createSamExchange(ports.line, clock);
  let phase: 'hello' | 'searching' | 'lying' = 'hello';
  let leaving: SamCommand = commands.newestAddress;
  /** Read even if no card is found: one may lie there that an earlier session read, or whose answer was spoilt. */
  let insist = true;
  let lastText = '';
  let emptySeen = true;
  let silent = 0;
  let shown: { failure: Failure; at: number } | null = null;
  let stopped = false;
  let cancelPause = () => {};

  async function run(): Promise<void> {
    while (!stopped) {
      const pauseMs = await poll();
      if (!stopped) await new Promise<void>((resume) => (cancelPause = clock.after(pauseMs, resume)));
    }
  }

  /** Answers how long to wait until the next poll. */
  async function poll(): Promise<number> {
    if (phase === 'hello') return hello();
    if (phase === 'lying') return watchLeaving();
    return search();
  }

  async function hello(): Promise<number> {
    const answer = await ask(commands.samId);
    if (typeof answer === 'number') return answer;
    clear();
    events.onState('ready');
    phase = 'searching';
    return 0;
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
    if (shown && clock.now() - shown.at >= failureHoldMs) clear();
    return pollMs;
  }

  /** `certain`: a card was found, so not being able to read it is worth telling. */
  async function read(certain: boolean): Promise<number> {
    // A failed selection does not matter: a card read before and not lifted cannot be selected and yet be read.
    const selected = await ask(commands.select);
    if (typeof selected === 'number') return selected;
    insist = true;
    const answer = await ask(commands.readBase);
    if (typeof answer === 'number') return answer;
    insist = false;
    if (answer.sw !== SAM_STATUS.done) {
      if (!certain) return fieldEmpty();
      show(statusFailure(answer.sw));
      return pollMs;
    }
    const text = takeText(answer.data);
    if (!text.ok) {
      insist = true;
      show(text.failure);
      return pollMs;
    }
    deliver(text.value);
    return pollMs;
  }

  function deliver(text: Uint8Array<ArrayBuffer>): void {
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
      return;
    }
    events.onContent({ kind: 'id-card-base', text });
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
    const asked = await exchange.ask(command);
    if (stopped) return 0;
    if (!asked.ok) return trouble(asked.failure);
    silent = 0;
    if (failures.has(asked.value.sw)) return trouble(statusFailure(asked.value.sw));
    if (shown?.failure.code === 'DEVICE_SAM_FAULT') {
      clear();
      events.onState('ready');
    }
    return asked.value;
  }

  function trouble(what: Failure): number {
    if (what.code === 'DEVICE_SILENT') {
      silent += 1;
      if (silent >= silentLimit) events.onSilent();
      return pollMs;
    }
    // A lost line is the supervisor's business.
    if (what.code === 'DEVICE_LOST') return pollMs;
    silent = 0;
    show(what);
    if (what.code !== 'DEVICE_SAM_FAULT') return pollMs;
    events.onState('unusable');
    return faultPollMs;
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
    stop() {
      stopped = true;
      cancelPause();
      exchange.stop();
    },
  };
}

function statusFailure(sw: number): Failure {
  const known: ReadonlyMap<number, FailureCode> = failures;
  return failure(known.get(sw) ?? 'DEVICE_READ_REFUSED', { status: `0x${sw.toString(16).padStart(2, '0')}` });
}
