/**
 * The AIM identifier that a scanner may be set to send before a code (ISO/IEC 15424): `]`, a letter for the kind of code
 * (Q QR, d Data Matrix, L PDF417, C Code 128, A Code 39, E EAN, z Aztec, h Han Xin, X other), a modifier.
 */
const IDENTIFIER = /^\][QdLCAEzhX][0-9A-Za-z]$/;
const LENGTH = 3;

/** `aim` is empty where there is none. */
export function splitAim(code: Uint8Array<ArrayBuffer>): { aim: string; bytes: Uint8Array<ArrayBuffer> } {
  const aim = String.fromCharCode(...code.subarray(0, LENGTH));
  return IDENTIFIER.test(aim) && code.length > LENGTH
    ? { aim, bytes: code.slice(LENGTH) }
    : { aim: '', bytes: code };
}
