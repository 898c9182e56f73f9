// From the last byte put on a real terminal line to the credential record, against a bare `data` event on the same line.
import path from 'node:path';
import { SerialPort } from 'serialport';

/** @typedef {(heard: () => void) => { ready: Promise<void>, stop: () => Promise<void> }} Hearer */
/** @typedef {{ record: unknown, recordWithoutHop: unknown }} Drivers the serial driver as the core has it, and bare */

const BLOCKS = 6;
const CODES_PER_BLOCK = 60;
const CARDS_PER_BLOCK = 5;
const PAUSE_MS = 4;

/**
 * A scanned code.
 * @param {Record<string, any>} parts
 * @param {Drivers} drivers
 * @param {string} lineDir
 */
export async function codeLatency(parts, drivers, lineDir) {
  const link = path.join(lineDir, 'scanner');
  const pty = await parts.fixtures.openPty(link);
  const code = Buffer.from(`LT1.${'c2FtcGxlLXRva2Vu'.repeat(8)}\r`);
  /** @param {Hearer} hearer */
  async function block(hearer) {
    /** @type {() => void} */
    let heard = () => {};
    const { ready, stop } = hearer(() => heard());
    await ready;
    const times = [];
    for (let at = 0; at < CODES_PER_BLOCK; at += 1) {
      await pause(PAUSE_MS);
      const arrived = new Promise((resolve) => {
        heard = () => resolve(performance.now());
      });
      const sentAt = performance.now();
      pty.write(code);
      times.push(Number(await arrived) - sentAt);
    }
    await stop();
    return times.slice(5);
  }
  try {
    return await inTurns(() => block(bare(link, code.length)), {
      record: () => block(core(parts, drivers.record, 'qr-serial', link)),
      recordWithoutHop: () => block(core(parts, drivers.recordWithoutHop, 'qr-serial', link)),
    });
  } finally {
    await pty.close();
  }
}

/**
 * The last answer a reader gives before the record is made is that to "newest address"; the bare line gets the same bytes.
 * @param {Record<string, any>} parts
 * @param {Drivers} drivers
 * @param {string} lineDir
 */
export async function cardLatency(parts, drivers, lineDir) {
  const link = path.join(lineDir, 'reader');
  const pty = await parts.fixtures.openPty(link);
  const card = {
    name: '张三',
    sex: '2',
    nation: '01',
    birthDay: '1949-12-31',
    address: '某街 1 号',
    number: '11010519491231002X',
    issuer: '某市公安局',
    validFrom: '2016-01-01',
    validTo: null,
    newestAddress: '某街 2 号',
  };
  const faults = parts.faults.DeviceFaults.parse({});
  const reader = parts.reader.createIdCardReader(() => faults);
  let sentAt = 0;
  let answering = true;
  /** @type {Uint8Array} */
  let last = new Uint8Array(81);
  pty.onBytes((/** @type {Uint8Array} */ bytes) => {
    if (!answering) return;
    for (const { frame } of reader.receive(bytes)) {
      sentAt = performance.now();
      if (frame.length === 81) last = frame;
      pty.write(frame);
    }
  });

  /** @param {unknown} serial */
  async function record(serial) {
    answering = true;
    /** @type {() => void} */
    let heard = () => {};
    const { ready, stop } = core(parts, serial, 'id-card', link)(() => heard());
    await ready;
    const times = [];
    for (let at = 0; at < CARDS_PER_BLOCK; at += 1) {
      const arrived = new Promise((resolve) => {
        heard = () => resolve(performance.now() - sentAt);
      });
      reader.lay(card);
      times.push(Number(await arrived));
      reader.lift();
      await pause(500);
    }
    await stop();
    return times;
  }

  async function dataEvent() {
    answering = false;
    /** @type {() => void} */
    let heard = () => {};
    const { ready, stop } = bare(link, last.length)(() => heard());
    await ready;
    const times = [];
    for (let at = 0; at < CARDS_PER_BLOCK; at += 1) {
      await pause(200);
      const arrived = new Promise((resolve) => {
        heard = () => resolve(performance.now());
      });
      const from = performance.now();
      pty.write(last);
      times.push(Number(await arrived) - from);
    }
    await stop();
    return times;
  }

  try {
    return await inTurns(dataEvent, {
      record: () => record(drivers.record),
      recordWithoutHop: () => record(drivers.recordWithoutHop),
    });
  } finally {
    await pty.close();
  }
}

/**
 * @param {string} link
 * @param {number} length bytes of one message
 * @returns {Hearer}
 */
function bare(link, length) {
  return (heard) => {
    const port = new SerialPort({ path: link, baudRate: 115200, autoOpen: false });
    let taken = 0;
    port.on('data', (/** @type {Buffer} */ chunk) => {
      taken += chunk.length;
      if (taken < length) return;
      taken = 0;
      heard();
    });
    return {
      ready: new Promise((resolve, reject) => port.open((error) => (error ? reject(error) : resolve()))),
      stop: () => new Promise((resolve) => port.close(() => resolve())),
    };
  };
}

/**
 * @param {Record<string, any>} parts
 * @param {unknown} serial
 * @param {'qr-serial' | 'id-card'} driver
 * @param {string} link
 * @returns {Hearer}
 */
function core({ device, credential, base }, serial, driver, link) {
  return (heard) => {
    const ports = { clock: base.systemClock, ids: base.systemIds, log: base.silentLog };
    /** @type {() => void} */
    let isReady = () => {};
    const ready = /** @type {Promise<void>} */ (new Promise((resolve) => (isReady = resolve)));
    const manager = device.createDeviceManager({
      ...ports,
      serial,
      devices: [{ id: driver, driver, port: link, label: driver }],
      onFrame: (/** @type {unknown} */ frame) => {
        if (credential.readCredential(frame, ports).ok) heard();
      },
      onView: (/** @type {{ state: string }} */ view) => {
        if (view.state === 'ready') isReady();
      },
    });
    manager.start();
    return { ready, stop: () => manager.stop() };
  };
}

/**
 * All ways in turns, so that what else the machine does weighs on each.
 * @param {() => Promise<number[]>} dataEvent
 * @param {Record<'record' | 'recordWithoutHop', () => Promise<number[]>>} ways
 */
async function inTurns(dataEvent, ways) {
  const times = { record: /** @type {number[]} */ ([]), recordWithoutHop: /** @type {number[]} */ ([]) };
  /** @type {number[]} */
  const events = [];
  // The first round warms the code up.
  await ways.record();
  await ways.recordWithoutHop();
  await dataEvent();
  for (let turn = 0; turn < BLOCKS; turn += 1) {
    events.push(...(await dataEvent()));
    times.record.push(...(await ways.record()));
    times.recordWithoutHop.push(...(await ways.recordWithoutHop()));
  }
  const dataEventMs = percentiles(events);
  /** @param {number[]} measured */
  const against = (measured) => {
    const ms = percentiles(measured);
    return {
      ms,
      ratio: { p50: rounded(ms.p50 / dataEventMs.p50, 2), p95: rounded(ms.p95 / dataEventMs.p95, 2) },
    };
  };
  return {
    samples: times.record.length,
    dataEventMs,
    record: against(times.record),
    recordWithoutHop: against(times.recordWithoutHop),
  };
}

/** @param {number[]} times */
function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => rounded(sorted[Math.floor(sorted.length * share)] ?? 0, 3);
  return { p50: at(0.5), p95: at(0.95) };
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resume) => setTimeout(resume, ms));
}

/** @param {number} value @param {number} digits */
function rounded(value, digits) {
  return Number(value.toFixed(digits));
}
