import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { HidReportLengths } from '../../../main/contract/ports/hid';

/** node-hid does not hand out report descriptors; Linux shows them in sysfs. Null elsewhere, or where it cannot be read. */
export async function reportLengthsOf(path: string): Promise<HidReportLengths | null> {
  if (process.platform !== 'linux') return null;
  const descriptor = await readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(
    () => null,
  );
  return descriptor && parseReportLengths(descriptor);
}

const TYPE = { main: 0, global: 1 } as const;
const MAIN = { input: 8, output: 9 } as const;
const GLOBAL = { reportSize: 7, reportId: 8, reportCount: 9, push: 10, pop: 11 } as const;
const LONG_ITEM = 0xfe;

/** Adds up the fields of a report descriptor (HID 1.11, 6.2.2). Null where it describes no report at all. */
export function parseReportLengths(descriptor: Uint8Array): HidReportLengths | null {
  let state = { size: 0, count: 0, id: 0 };
  const pushed: (typeof state)[] = [];
  const bits = { input: new Map<number, number>(), output: new Map<number, number>() };
  let numbered = false;

  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = littleEndian(descriptor.subarray(at + 1, at + 1 + length));
    const type = (prefix >> 2) & 3;
    const tag = prefix >> 4;
    at += 1 + length;
    if (type === TYPE.global) {
      if (tag === GLOBAL.reportSize) state.size = value;
      if (tag === GLOBAL.reportCount) state.count = value;
      if (tag === GLOBAL.reportId) {
        state.id = value;
        numbered = true;
      }
      if (tag === GLOBAL.push) pushed.push({ ...state });
      if (tag === GLOBAL.pop) state = pushed.pop() ?? state;
    }
    if (type === TYPE.main && (tag === MAIN.input || tag === MAIN.output)) {
      const kind = tag === MAIN.input ? bits.input : bits.output;
      kind.set(state.id, (kind.get(state.id) ?? 0) + state.size * state.count);
    }
  }
  if (bits.input.size + bits.output.size === 0) return null;
  return { input: longest(bits.input), output: longest(bits.output), numbered };
}

/** Bytes with the one for the report id; 0 where there is no report of this kind. */
function longest(bitsById: ReadonlyMap<number, number>): number {
  const most = Math.max(0, ...bitsById.values());
  return most === 0 ? 0 : Math.ceil(most / 8) + 1;
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
}
