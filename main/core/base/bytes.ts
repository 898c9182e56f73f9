import { hash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256. Text is hashed as UTF-8. */
export function sha256(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
