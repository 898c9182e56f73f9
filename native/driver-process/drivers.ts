import { fail, ok } from '../../main/contract/failures/failure';
import type { HidDriver } from '../../main/contract/ports/hid';
import type { SerialDriver } from '../../main/contract/ports/serial';
import { WAY } from './frames';
import { openRemote } from './line';
import { HidDeviceFacts, SerialPortFacts } from './messages';
import type { DriverProcess } from './process';
import { openTerminal } from './terminal';

/** The serial driver that lives in this process. Beyond its own failures: DEVICE_DRIVER_CRASHED. */
export function serialThrough(process: DriverProcess): SerialDriver {
  return {
    async list() {
      const listed = await process.begin({ call: 'list' });
      if (!listed.ok) return listed;
      const facts = SerialPortFacts.safeParse(listed.value);
      return facts.success ? ok(facts.data) : fail('DEVICE_DRIVER_CRASHED', { driver: 'serial' });
    },
    async open({ path, baud }) {
      const opened = await openRemote(process, { path, baud }, openTerminal);
      if (!opened.ok) return opened;
      const { start, write, setBaud, alive, onClosed, close } = opened.value;
      return ok({
        write: (bytes) => write(WAY.output, bytes),
        setBaud,
        onChunk: start,
        onClosed,
        alive,
        close,
      });
    },
  };
}

/** The HID driver that lives in this process. Beyond its own failures: DEVICE_DRIVER_CRASHED. */
export function hidThrough(process: DriverProcess): HidDriver {
  return {
    async list() {
      const listed = await process.begin({ call: 'list' });
      if (!listed.ok) return listed;
      const facts = HidDeviceFacts.safeParse(listed.value);
      return facts.success ? ok(facts.data) : fail('DEVICE_DRIVER_CRASHED', { driver: 'hid' });
    },
    async open(path) {
      const opened = await openRemote(process, { path, baud: 0 });
      if (!opened.ok) return opened;
      const { facts, start, write, onClosed, close } = opened.value;
      return ok({
        reportLengths: facts.reportLengths,
        onReport: start,
        write: (report) => write(WAY.output, report),
        sendFeature: (report) => write(WAY.feature, report),
        onClosed,
        close,
      });
    },
  };
}
