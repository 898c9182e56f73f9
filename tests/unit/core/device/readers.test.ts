import type { DeviceConfig } from '../../../../main/contract/flow/device';
import { hidBench } from './hid-bench';
import { anna } from './people';
import { describeReader, type ReaderRig } from './reader-contract';
import { posReport, ScriptedHid } from './scripted-hid';
import { ScriptedPort } from './scripted-serial';

type Rigged = Pick<ReaderRig, 'plug' | 'unplug' | 'read' | 'noise'>;

/** The parts that all rigs in memory have in common. */
function rig(
  config: DeviceConfig,
  device: Rigged,
  hid: ScriptedHid[],
  serial: Record<string, ScriptedPort>,
): ReaderRig {
  const { clock, manager, read, state } = hidBench([config], hid, serial);
  return {
    ...device,
    names: () => read().map((line) => line.slice(config.id.length + 1)),
    state: () => state(config.id),
    async until(check) {
      for (let waited = 0; waited < 10_000; waited += 50) {
        try {
          check();
          return;
        } catch {
          await clock.pass(50);
        }
      }
      check();
    },
    pass: (ms) => clock.pass(ms),
    async stopManager() {
      const stopped = manager.stop();
      await clock.pass(2_000);
      await stopped;
    },
    async end() {
      const stopped = manager.stop();
      await clock.pass(2_000);
      await stopped;
    },
  };
}

function onSerial(driver: 'id-card' | 'qr-serial') {
  const port = new ScriptedPort();
  port.plugged = false;
  const device: Rigged = {
    plug() {
      port.plugged = true;
    },
    unplug: () => port.unplug(),
    read(name) {
      if (driver === 'id-card') port.reader.lay({ ...anna, name });
      else port.send(Buffer.from(`${name}\r`));
    },
    noise: () => port.send(Uint8Array.of(0x00, 0xaa, 0xaa, 0x96, 0x0d)),
  };
  return rig({ id: 'one', driver, port: '/dev/one', label: '设备' }, device, [], { '/dev/one': port });
}

function onHid(driver: 'id-card-hid' | 'qr-hid', ids: object, toReport: (name: string) => Uint8Array) {
  const scripted = new ScriptedHid('/dev/hidraw0', [ids]);
  scripted.plugged = false;
  const device: Rigged = {
    plug() {
      scripted.plugged = true;
    },
    unplug: () => scripted.unplug(),
    read(name) {
      if (driver === 'id-card-hid') scripted.reader.lay({ ...anna, name });
      else scripted.send(toReport(name));
    },
    noise: () => scripted.send(new Uint8Array(64).fill(0xff)),
  };
  const config = { id: 'one', driver, port: '/dev/hidraw0', label: '设备' };
  return rig(config, device, [scripted], {});
}

function newlandReport(name: string): Uint8Array {
  const report = new Uint8Array(64);
  const bytes = Buffer.from(name);
  report.set([0x02, bytes.length, ...bytes]);
  return report;
}

describeReader('ID card on a serial line', () => onSerial('id-card'));
describeReader('scanner on a serial line', () => onSerial('qr-serial'));
describeReader('ID card on HID', () =>
  onHid('id-card-hid', { vendorId: 0x0400, productId: 0xc35a, usagePage: 0xff00, usage: 1 }, newlandReport),
);
describeReader('Honeywell scanner on HID', () => onHid('qr-hid', {}, posReport));
describeReader('Newland scanner on HID', () => onHid('qr-hid', { vendorId: 0x1eab }, newlandReport));
describeReader('any other scanner on HID', () => onHid('qr-hid', { vendorId: 0x05f9 }, posReport));
