/**
 * Delivery over a broker: NATS JetStream between many workstations and the province. Written so that both sides can be
 * built from this page alone. Everything but the way of a receipt stays with HTTP.
 *
 * A workstation publishes the UTF-8 JSON of a `ReceiptParcel` to `receiptSubject(receiptId)` with the header Nats-Msg-Id =
 * receipt id and Nats-Expected-Last-Subject-Sequence = 0, and awaits the publish acknowledgement. That the brokers keep a
 * parcel does not mean that the province has it: the workstation still holds it, and holds it until the answer.
 *
 * The province takes parcels from a durable pull consumer. Once a parcel is committed, or refused for good, it publishes a
 * `BrokerAnswer` to `answerSubject(receiptId)`, awaits that acknowledgement, and only then acknowledges the parcel. What
 * passes (a store that is away) is no answer: the parcel is handed out again.
 *
 * A receipt id that the province has already is answered again, as over HTTP (`duplicate`). An answer that takes a receipt in
 * holds whenever it was given; a refusal only for the parcel with the sequence number it names.
 */
import { z } from 'zod';

/** Work queue: what is acknowledged is gone. Kept on disk, three replicas where there are three brokers. */
export const RECEIPT_STREAM = 'HALL_RECEIPTS';
/** The last answer to each receipt, for `ANSWER_LIFE_MS`. */
export const ANSWER_STREAM = 'HALL_ANSWERS';
export const RECEIPT_CONSUMER = 'province';

const RECEIPT_PREFIX = 'hall.receipt.';
const ANSWER_PREFIX = 'hall.answer.';
export const RECEIPT_SUBJECTS = `${RECEIPT_PREFIX}*`;
export const ANSWER_SUBJECTS = `${ANSWER_PREFIX}*`;

/** A second publication with the same id within this is the same publication. */
export const DUPLICATE_WINDOW_MS = 120_000;
/** Longer than any workstation is away; asking later has the receipt sent again, which is answered anew. */
export const ANSWER_LIFE_MS = 7 * 86_400_000;

/** Receipt ids are UUIDs: no character of a subject's syntax is among theirs. */
export const receiptSubject = (receiptId: string): string => RECEIPT_PREFIX + receiptId;
export const answerSubject = (receiptId: string): string => ANSWER_PREFIX + receiptId;
export const receiptIdOfSubject = (subject: string): string => subject.slice(RECEIPT_PREFIX.length);

export const BrokerAnswer = z.object({
  /** Sequence number of the parcel in its stream. */
  seq: z.number().int().positive(),
  /** What HTTP would have answered: a `ReceiptAnswer` with 200 or 201, a `ProvinceRefusal` otherwise. */
  status: z.number().int().min(200).max(499),
  body: z.unknown(),
});
export type BrokerAnswer = z.infer<typeof BrokerAnswer>;
