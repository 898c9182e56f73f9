import { calendarDay } from '../../base';
import { inventBirthDay, inventCreditCode, inventIdentityNumber, inventText } from './invent';

/** AIM identifier: which kind of code it was. */
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** Names of code formats, such as `LT1.`, and the public root of licence identifiers; what follows is a person's. */
const FORMAT_NAME = /^(?:[A-Z]{2,4}\d{1,2}\.|1\.2\.156\.3005\.2\.)/;
const IDENTITY = /^\d{17}[\dXx]$/;
const CREDIT = /^[1-9ANY][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

/**
 * The stream of a scanner without what it scanned. Control bytes (endings, STX, ETX) stay; each code between them, or
 * between `silences` (places in the stream), is replaced by one of the same length and kinds of character that keeps its
 * format name. The same code twice gives the same replacement twice.
 */
export function maskCodeStream(stream: Uint8Array, silences: ReadonlySet<number>): Uint8Array {
  const masked = stream.slice();
  const codes: string[] = [];
  let start = 0;
  const finish = (end: number) => {
    if (end > start) {
      const code = stream.subarray(start, end);
      const known = Buffer.from(code).toString('hex');
      if (!codes.includes(known)) codes.push(known);
      masked.set(maskCode(code, codes.indexOf(known)), start);
    }
  };
  for (let at = 0; at < stream.length; at += 1) {
    const control = (stream[at] ?? 0) < 0x20;
    if (control || silences.has(at)) {
      finish(at);
      start = control ? at + 1 : at;
    }
  }
  finish(stream.length);
  return masked;
}

function maskCode(code: Uint8Array, seed: number): Uint8Array {
  const text = asUtf8(code);
  if (text === null) return inventGb18030(code, seed);
  const aim = AIM.exec(text)?.[0] ?? '';
  const payload = text.slice(aim.length);
  return new Uint8Array(Buffer.from(aim + maskPayload(payload, seed)));
}

function maskPayload(payload: string, seed: number): string {
  if (IDENTITY.test(payload) && calendarDay(payload.slice(6, 14)) !== null)
    return inventIdentityNumber(payload, { region: '370100', birth: inventBirthDay(seed), odd: true });
  if (CREDIT.test(payload)) return inventCreditCode(payload, seed);
  const name = FORMAT_NAME.exec(payload)?.[0] ?? '';
  return name + inventUtf8(payload.slice(name.length), seed);
}

/** As `inventText`, and with as many bytes for each character as before. */
function inventUtf8(text: string, seed: number): string {
  return Array.from(text, (character, at) => {
    const invented = inventText(character, seed + at);
    const sameBytes = Buffer.byteLength(invented) === Buffer.byteLength(character);
    return sameBytes ? invented : Buffer.byteLength(character) === 2 ? 'é' : '某';
  }).join('');
}

/** Bytes that are no UTF-8 are taken for GB18030, and stay what they are: no UTF-8. */
function inventGb18030(code: Uint8Array, seed: number): Uint8Array {
  const masked: number[] = [];
  for (let at = 0; at < code.length; ) {
    const [one = 0, two = 0, three = 0, four = 0] = code.subarray(at, at + 4);
    if (one < 0x80) {
      masked.push(inventText(String.fromCharCode(one), seed + at).charCodeAt(0));
      at += 1;
    } else if (isDigit(two) && three >= 0x81 && isDigit(four)) {
      masked.push(0x81, 0x30, 0x81, 0x30);
      at += 4;
    } else if (two >= 0x40) {
      // 姓
      masked.push(0xd0, 0xd5);
      at += 2;
    } else {
      masked.push(0xff);
      at += 1;
    }
  }
  return Uint8Array.from(masked);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
