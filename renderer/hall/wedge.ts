/**
 * Tells a scanner that types like a keyboard from a person, by the pace of the keys, and takes its keys out of the window.
 *
 * The first keys of a scan look like anybody's and land where the focus is; once the pace gives the scanner away they are
 * rolled back and nothing more lands. A burst that proves to be no code is given back as typed.
 */
import { meaningOf, type WedgeKey } from './wedge-keys';

/**
 * Gap and silence: measured paces of keyboard scanners (NielsLeenheer/KeyboardBarcodeScanner: Datalogic about 1 ms a key,
 * Honeywell about 10, Netum 6-19; up to 40 ms belongs to the same scan, 200 ms of silence end it, such a pace over more
 * than two keys is no person). No code this window reads is shorter than six characters.
 */
export const WEDGE_LIMITS = {
  gapMs: 40,
  silenceMs: 200,
  certainKeys: 3,
  shortestCode: 6,
  /** As long as a code may be in the call that takes it. */
  longestCode: 2048,
} as const;

export interface WedgePorts {
  /** Runs `what` after `ms`; returns the function that calls it off. */
  later(what: () => void, ms: number): () => void;
  readonly field: WedgeField;
  onCode(text: string): void;
  /** A scan whose characters could not all be told: something else than ASCII, or too long. */
  onLost(): void;
}

/** What the keys land in. */
export interface WedgeField {
  /** A key is about to land that may be the first of a scan. */
  remember(): void;
  /** Puts everything back as it was at `remember`. `composing`: an input method is at work and has to let go. */
  rollBack(composing: boolean): void;
  /** The scan is over. */
  settle(): void;
  /** It was no scan after all: puts the text in as if it had been typed. */
  giveBack(text: string): void;
}

export interface Wedge {
  /** `take`: the key belongs to a scan; nobody else may see it. */
  keyDown(key: WedgeKey): 'pass' | 'take';
  keyUp(code: string): 'pass' | 'take';
  /** True while a scan is coming in. */
  isTaking(): boolean;
  /** Gives up what is under way. */
  stop(): void;
}

export function createWedge(ports: WedgePorts): Wedge {
  const { gapMs, silenceMs, certainKeys, shortestCode, longestCode } = WEDGE_LIMITS;
  let text = '';
  let keys = 0;
  let lost = false;
  let taking = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  /** Until then an end key belongs to the scan before it: scanners may send two. */
  let tailUntil = Number.NEGATIVE_INFINITY;
  let stopTimer = () => {};
  const takenDown = new Set<string>();

  function forget(): void {
    text = '';
    keys = 0;
    lost = false;
    taking = false;
    stopTimer();
  }

  /** True when it was a scan. */
  function finish(): boolean {
    const code = text;
    const isScan = lost || code.length >= shortestCode;
    const wasLost = lost;
    forget();
    if (!isScan) {
      ports.field.giveBack(code);
      return false;
    }
    tailUntil = lastAt + silenceMs;
    ports.field.settle();
    if (wasLost) ports.onLost();
    else ports.onCode(code);
    return true;
  }

  function add(addition: string | null): void {
    keys += 1;
    if (addition === null || text.length >= longestCode) lost = true;
    else text += addition;
  }

  function take(code: string): 'take' {
    takenDown.add(code);
    return 'take';
  }

  function waitOn(): void {
    stopTimer();
    stopTimer = ports.later(() => void finish(), silenceMs);
  }

  return {
    keyDown(key) {
      const meaning = meaningOf(key);
      const gap = key.at - lastAt;
      if (meaning.kind === 'modifier') {
        // A scanner presses Shift between two characters; the pace is that of both together.
        if (keys > 0 && gap <= gapMs) lastAt = key.at;
        return 'pass';
      }
      // A scanner may falter once the code is long enough to be one; a person cannot have typed that.
      if (taking && (key.repeat || gap > (text.length >= shortestCode ? silenceMs : gapMs))) finish();
      if (meaning.kind === 'end') {
        if (taking) {
          lastAt = key.at;
          return finish() ? take(key.code) : 'pass';
        }
        forget();
        return key.at <= tailUntil && !key.repeat ? take(key.code) : 'pass';
      }
      if (meaning.kind === 'other' || key.repeat) {
        if (taking) finish();
        else forget();
        return 'pass';
      }
      if (keys === 0 || (!taking && gap > gapMs)) {
        forget();
        ports.field.remember();
      }
      add(meaning.kind === 'character' ? meaning.text : null);
      lastAt = key.at;
      if (!taking && keys < certainKeys) return 'pass';
      if (!taking) {
        taking = true;
        ports.field.rollBack(key.composing);
      }
      waitOn();
      return take(key.code);
    },
    keyUp: (code) => (takenDown.delete(code) ? 'take' : 'pass'),
    isTaking: () => taking,
    stop() {
      if (taking) ports.field.settle();
      forget();
    },
  };
}
