import { z } from 'zod';
import { ReceiptParcel } from '../../contract/province/wire';

/** Where a queued parcel breaks off: its PDF is kept with the receipt, and nothing is written to the disk twice. */
const OPEN_END = Buffer.from('"pdf":""}', 'latin1');
/** What comes behind the PDF. */
const CLOSING = Buffer.from('"}', 'latin1');

/** Of the PDF at a time, whole groups of three: text of the whole file would be the slower by eight times (fresh memory). */
const STRETCH = 24 * 1024;

const OpenParcel = ReceiptParcel.extend({ pdf: z.literal('') });

/** A parcel as it is sent. */
export interface WholeParcel {
  receiptId: string;
  /** UTF-8 JSON of a `ReceiptParcel`. */
  body: Uint8Array;
}

/** The UTF-8 JSON that is queued: everything but the PDF, whose place is last. */
export function queuedParcel(parcel: Omit<ReceiptParcel, 'pdf'>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ ...parcel, pdf: '' }));
}

/**
 * Puts the PDF into a queued parcel. One that brings its own, as earlier versions queued them, stays as it is. null where
 * the bytes are no parcel, or the PDF is missing, and nothing must be sent.
 */
export function wholeParcel(queued: Uint8Array, pdf?: Uint8Array): WholeParcel | null {
  const bytes = Buffer.from(queued.buffer, queued.byteOffset, queued.byteLength);
  const isOpen = bytes.subarray(-OPEN_END.length).equals(OPEN_END);
  const parcel = (isOpen ? OpenParcel : ReceiptParcel).safeParse(parseShape(bytes));
  if (!parcel.success) return null;
  const { receiptId } = parcel.data;
  if (!isOpen) return { receiptId, body: queued };
  return pdf === undefined || pdf.length === 0 ? null : { receiptId, body: filled(bytes, pdf) };
}

function filled(open: Buffer, pdf: Uint8Array): Uint8Array {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const head = open.length - CLOSING.length;
  const body = Buffer.allocUnsafe(open.length + Math.ceil(file.length / 3) * 4);
  open.copy(body, 0, 0, head);
  let end = head;
  for (let at = 0; at < file.length; at += STRETCH)
    end += body.write(file.toString('base64', at, Math.min(at + STRETCH, file.length)), end, 'latin1');
  CLOSING.copy(body, end);
  return body;
}

/** What is checked here is shape and ASCII; read byte by byte that takes half the time of UTF-8. */
function parseShape(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('latin1'));
  } catch {
    return null;
  }
}
