/**
 * What a HID report descriptor says the device is: usage page and usage of its outermost collections, as `page:usage`
 * (Device Class Definition for HID 1.11, section 6.2.2). An item is a prefix byte (size, type, tag) and up to four bytes.
 */
const USAGE_PAGE = 0x04;
const USAGE = 0x08;
const COLLECTION = 0xa0;
const END_COLLECTION = 0xc0;
const LONG_ITEM = 0xfe;

export function hidUsages(descriptor: Uint8Array): string[] {
  const usages: string[] = [];
  let page = 0;
  let usage = 0;
  let depth = 0;
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = little(descriptor.subarray(at + 1, at + 1 + size));
    const item = prefix & 0xfc;
    if (item === USAGE_PAGE) page = value;
    if (item === USAGE) usage = value;
    if (item === COLLECTION) {
      if (depth === 0) usages.push(`${hex(page)}:${hex(usage)}`);
      depth += 1;
      usage = 0;
    }
    if (item === END_COLLECTION) depth = Math.max(0, depth - 1);
    at += 1 + size;
  }
  return usages;
}

function little(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

function hex(value: number): string {
  return (value & 0xffff).toString(16).padStart(4, '0');
}
