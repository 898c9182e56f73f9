/**
 * The ID-card reader protocol as data: commands, time limits, what each status byte means. Values are those that
 * several independent drivers agree on; the 200 ms poll is the maker's demonstration program's.
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
} as const;

const { done, cardFound, noCard, selectFailed, noSuchItem } = SAM_STATUS;
const isSearch = (sw: number) => sw === cardFound || sw === noCard;
const isSelect = (sw: number) => sw === selectFailed;

export const ID_CARD_PROFILE = {
  baud: 115_200,
  pollMs: 200,
  /** Between polls of a reader that cannot work now. */
  faultPollMs: 2_000,
  /** Silence inside an answer after which the rest is not coming: some ten thousand times the length of a byte. */
  quietMs: 100,
  /** Unanswered commands in a row before the port is opened anew. */
  silentLimit: 5,
  /** How long a failed reading stays on the screen after the card has gone. */
  failureHoldMs: 5_000,
  /** Inner lengths of a read-base answer: text, photo. */
  textLength: 256,
  commands: {
    samId: {
      name: 'sam-id',
      body: [0x12, 0xff],
      timeoutMs: 300,
      answeredBy: (sw) => !isSearch(sw) && !isSelect(sw),
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
