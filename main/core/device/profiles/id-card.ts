/**
 * The ID-card reader protocol as data: commands, time limits, what each status byte means. Values are those that
 * several independent drivers agree on; the 200 ms poll, the waits after a reset and between first greetings, and the
 * pause after a change of rate are those of makers' demonstration programs.
 */
import type { FailureCode } from '../../../contract/failures/codes';

export interface SamCommand {
  readonly name: string;
  /** Command and parameter. */
  readonly body: readonly [number, number];
  readonly timeoutMs: number;
  /** Is this status, with so many data bytes, an answer to this command? Anything else is a late answer to an earlier one. */
  readonly answeredBy: (sw: number, dataLength: number) => boolean;
}

/** SW3, the reader's status byte. */
export const SAM_STATUS = {
  done: 0x90,
  cardFound: 0x9f,
  noCard: 0x80,
  selectFailed: 0x81,
  noSuchItem: 0x91,
  commandUnknown: 0x21,
} as const;

/** Rates a reader may be set to, in the order of the parameter of its "set rate" command. */
const SETTABLE_BAUDS = [115_200, 57_600, 38_400, 19_200, 9_600] as const;

const { done, cardFound, noCard, selectFailed, noSuchItem } = SAM_STATUS;
const isSearch = (sw: number) => sw === cardFound || sw === noCard;
const isSelect = (sw: number) => sw === selectFailed;
/** Commands to the security module itself: answered by a status without data. */
const isPlain = (sw: number, length: number) => !isSearch(sw) && !isSelect(sw) && length === 0;

export const ID_CARD_PROFILE = {
  id: 'sam-v',
  /** What readers are delivered with, and the fastest they can be set to. */
  baud: SETTABLE_BAUDS[0],
  /** Rates to look for the reader at; some modules come with one that no command sets. */
  bauds: [...SETTABLE_BAUDS, 230_400],
  /** After a change of rate. */
  rateSettleMs: 5,
  pollMs: 200,
  /** Between greetings of a reader that has not answered yet. */
  helloMs: 20,
  /** What the security module needs after a reset before it answers again. */
  resetMs: 2_000,
  /** How often a command is sent whose answer came spoilt, or that reached the reader spoilt. */
  attempts: 2,
  /** Silence inside an answer after which the rest is not coming: some ten thousand times the length of a byte. */
  quietMs: 100,
  /** Unanswered commands in a row before the port is opened anew. */
  silentLimit: 5,
  /** How long a failed reading stays on the screen after the card has gone. */
  failureHoldMs: 5_000,
  textLength: 256,
  /** Of the photo, compressed by the card's own method. */
  photoLength: 1024,
  /** Length of the answer to "newest address": a field like the one in the text. */
  addressLength: 70,
  commands: {
    /** Starts the security module anew. */
    reset: { name: 'reset', body: [0x10, 0xff], timeoutMs: 1_000, answeredBy: isPlain },
    samStatus: { name: 'sam-status', body: [0x11, 0xff], timeoutMs: 300, answeredBy: isPlain },
    /** To the fastest rate; the answer still comes at the old one. */
    setFastestBaud: { name: 'set-baud', body: [0x60, 0x00], timeoutMs: 300, answeredBy: isPlain },
    samId: {
      name: 'sam-id',
      body: [0x12, 0xff],
      timeoutMs: 300,
      answeredBy: (sw, length) => !isSearch(sw) && !isSelect(sw) && (sw !== done || length === 16),
    },
    find: {
      name: 'find',
      body: [0x20, 0x01],
      timeoutMs: 300,
      answeredBy: (sw) => sw !== done && !isSelect(sw),
    },
    select: {
      name: 'select',
      body: [0x20, 0x02],
      timeoutMs: 300,
      answeredBy: (sw, length) => !isSearch(sw) && (sw !== done || length === 8),
    },
    readBase: {
      name: 'read-base',
      body: [0x30, 0x01],
      timeoutMs: 2_000,
      answeredBy: (sw, length) => !isSearch(sw) && !isSelect(sw) && (sw !== done || length >= 260),
    },
    /** For readers that know no other way of reading; the fingerprints are overwritten unread. */
    readBaseFingerprint: {
      name: 'read-base-fingerprint',
      body: [0x30, 0x10],
      timeoutMs: 3_000,
      answeredBy: (sw, length) => !isSearch(sw) && !isSelect(sw) && (sw !== done || length >= 262),
    },
    /** Asked again and again of a card that was read: it fails once the card has gone. */
    newestAddress: {
      name: 'newest-address',
      body: [0x30, 0x03],
      timeoutMs: 1_500,
      answeredBy: (sw, length) => !isSearch(sw) && !isSelect(sw) && (sw !== done || length < 260),
    },
  },
  /** Status bytes that are failures; any other that a command does not know is DEVICE_READ_REFUSED. */
  failures: new Map<number, FailureCode>([
    [0x10, 'DEVICE_FRAME_CHECKSUM'],
    [0x11, 'DEVICE_FRAME_LENGTH'],
    [0x60, 'DEVICE_SAM_FAULT'],
    [0x66, 'DEVICE_SAM_FAULT'],
  ]),
  /** Answers that show the card is still there: it has a newest address, or it says it has none. */
  stillThere: [done, noSuchItem],
} as const satisfies {
  commands: Record<string, SamCommand>;
  failures: ReadonlyMap<number, FailureCode>;
  [key: string]: unknown;
};
