/**
 * What passes between the core and a driver process: small binary frames, so that what a device sends is neither copied
 * into JSON nor cloned. One byte kind, four bytes id (little endian), body.
 */
export const FRAME = {
  /** To the process. id: of the request; body: JSON `Request`. */
  request: 1,
  /** To the process. id: of the request; body: line (4 bytes), way (1 byte), bytes for the device. */
  write: 2,
  /** To the process. id: bytes that the core has used since it last said so. */
  used: 3,
  /** From the process. id: of the request; body: JSON `Result`. */
  reply: 4,
  /** From the process. id: of the line; body: bytes of the device. */
  chunk: 5,
  /** From the process. id: of the line; body: JSON `Failure` or null. Nothing of this line comes after it. */
  closed: 6,
} as const;

export const WAY = { output: 0, feature: 1 } as const;

const HEADER = 5;
const WRITE_HEADER = 5;

/** A frame longer than this is none: the process that sent it is out of its mind. */
export const LONGEST_FRAME = 1 << 20;

export interface Frame {
  readonly kind: number;
  readonly id: number;
  readonly body: Uint8Array;
}

export function encodeFrame(kind: number, id: number, body: Uint8Array = new Uint8Array(0)): Uint8Array {
  const frame = new Uint8Array(HEADER + body.length);
  frame[0] = kind;
  new DataView(frame.buffer).setUint32(1, id, true);
  frame.set(body, HEADER);
  return frame;
}

/** Null where the bytes are no frame. The body shares the memory of `bytes`. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < HEADER || bytes.length > LONGEST_FRAME) return null;
  const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  return { kind: bytes[0] ?? 0, id, body: bytes.subarray(HEADER) };
}

export function encodeJson(kind: number, id: number, value: unknown): Uint8Array {
  return encodeFrame(kind, id, new TextEncoder().encode(JSON.stringify(value)));
}

/** Undefined where the body is no JSON. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

export function encodeWrite(id: number, line: number, way: number, bytes: Uint8Array): Uint8Array {
  const body = new Uint8Array(WRITE_HEADER + bytes.length);
  new DataView(body.buffer).setUint32(0, line, true);
  body[4] = way;
  body.set(bytes, WRITE_HEADER);
  return encodeFrame(FRAME.write, id, body);
}

export function decodeWrite(body: Uint8Array): { line: number; way: number; bytes: Uint8Array } | null {
  if (body.length < WRITE_HEADER) return null;
  const line = new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  return { line, way: body[4] ?? 0, bytes: body.subarray(WRITE_HEADER) };
}
