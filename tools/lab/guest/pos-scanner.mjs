// HID-POS scanners from the inside (USB HID Point of Sale Usage Tables, page 0x8C, usage 2): descriptor and reports.

const reportLength = 64;

/**
 * Fields of whole bytes in one collection; each field is [report id, count].
 * @param {{ inputs: [number, number], outputs?: [number, number], features?: [number, number] }} fields
 */
export function posDescriptor({ inputs, outputs, features }) {
  const head = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08];
  const field = (
    /** @type {[number, number] | undefined} */ given,
    /** @type {number} */ usage,
    /** @type {number} */ item,
  ) => (given ? [0x85, given[0], 0x95, given[1], 0x09, usage, item, 0x02] : []);
  return Uint8Array.from([
    ...head,
    ...field(inputs, 0x01, 0x81),
    ...field(outputs, 0x02, 0x91),
    ...field(features, 0x03, 0xb1),
    0xc0,
  ]);
}

/** Newland: id, count, up to 62 bytes; a full report goes on in the next. @param {string} code */
export function newlandReports(code) {
  return inParts(code, 62, (report, part) => report.set(part, 2));
}

/** Honeywell: id, count, AIM identifier, up to 56 bytes; the last byte says that the code goes on. @param {string} code */
export function honeywellReports(code) {
  return inParts(code, 56, (report, part, goesOn) => {
    report.set(Buffer.from(']Q1'), 2);
    report.set(part, 5);
    report[63] = goesOn ? 1 : 0;
  });
}

/**
 * @param {string} code
 * @param {number} capacity
 * @param {(report: Uint8Array, part: Uint8Array, goesOn: boolean) => void} fill
 */
function inParts(code, capacity, fill) {
  const bytes = Buffer.from(code);
  const reports = [];
  for (let at = 0; at === 0 || at < bytes.length; at += capacity) {
    const part = bytes.subarray(at, at + capacity);
    const report = new Uint8Array(reportLength);
    report[0] = 0x02;
    report[1] = part.length;
    fill(report, part, at + capacity < bytes.length);
    reports.push(report);
  }
  return reports;
}
