// A HID device made by a program through /dev/uhid (linux/uhid.h): the kernel's HID layer and /dev/hidrawN are real, the
// bus below is not. The node is polled: a read that waits in it could never be ended.
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { posDescriptor } from './pos-scanner.mjs';

const type = {
  destroy: 1,
  getReport: 9,
  getReportReply: 10,
  create: 11,
  input: 12,
  setReport: 13,
  setReportReply: 14,
};
const eventLength = 4380;
const busUsb = 3;
const notSupported = 95;

/** A scanner of Honeywell's that keeps silent until feature report 254 is set to 1. */
export const uhidScanner = { vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'LAB0002' };

export function plugUhid() {
  const node = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
  let switchedOn = false;
  let plugged = true;

  const create = Buffer.alloc(eventLength);
  const descriptor = posDescriptor({ inputs: [2, 63], features: [254, 1] });
  create.writeUInt32LE(type.create, 0);
  create.write('Lab scanner', 4);
  create.write(uhidScanner.serialNumber, 4 + 128 + 64);
  create.writeUInt16LE(descriptor.length, 260);
  create.writeUInt16LE(busUsb, 262);
  create.writeUInt32LE(uhidScanner.vendorId, 264);
  create.writeUInt32LE(uhidScanner.productId, 268);
  create.set(descriptor, 280);
  writeSync(node, create);

  const event = Buffer.alloc(eventLength);
  const timer = setInterval(() => {
    while (plugged && readEvent()) answer();
  }, 10);

  function readEvent() {
    try {
      return readSync(node, event) > 0;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
      throw error;
    }
  }

  function answer() {
    const kind = event.readUInt32LE(0);
    if (kind !== type.getReport && kind !== type.setReport) return;
    const reply = Buffer.alloc(12);
    reply.writeUInt32LE(kind + 1, 0);
    event.copy(reply, 4, 4, 8);
    if (kind === type.getReport) reply.writeUInt16LE(notSupported, 8);
    // id (4), report number (1), report type (1), size (2), data that begins with the report number
    else if (event[8] === 254) switchedOn = event[13] === 1;
    writeSync(node, reply);
  }

  return {
    isSwitchedOn: () => switchedOn,
    send(/** @type {readonly Uint8Array[]} */ reports) {
      if (!switchedOn) return;
      for (const report of reports) {
        const input = Buffer.alloc(6 + report.length);
        input.writeUInt32LE(type.input, 0);
        input.writeUInt16LE(report.length, 4);
        input.set(report, 6);
        writeSync(node, input);
      }
    },
    unplug() {
      plugged = false;
      clearInterval(timer);
      const destroy = Buffer.alloc(4);
      destroy.writeUInt32LE(type.destroy, 0);
      writeSync(node, destroy);
      closeSync(node);
    },
  };
}
