/**
 * serial: the serial port driver behind the `SerialDriver` port of the contract.
 * May import: contract, native/deadline, the `serialport` package (nobody else does). Imported by: main/core/entry, for
 * its own process (see native/driver-process).
 */
import { SerialPort } from 'serialport';
import { fail, ok } from '../../../main/contract/failures/failure';
import type { SerialDriver } from '../../../main/contract/ports/serial';
import { within } from '../../deadline';
import { listPorts } from './list-ports';
import { openFailure } from './open-failure';
import type { OpenPort } from './reading';
import { serialLine } from './serial-line';

/** Some ports (Bluetooth) take long to open; none takes longer and works. */
const OPEN_LIMIT_MS = 8_000;

/** Paths whose opening is still going on after its limit: asking again would only take another thread. */
const stuck = new Set<string>();

export const serialDriver: SerialDriver = {
  async open({ path, baud }) {
    // The binding throws on values it does not like.
    if (path === '' || !Number.isInteger(baud) || baud <= 0)
      return fail('DEVICE_PORT_MISSING', { port: path });
    if (stuck.has(path)) return fail('DEVICE_SILENT', { port: path });
    const opening: Promise<OpenPort> = SerialPort.binding.open({ path, baudRate: baud });
    const closeLate = (port: OpenPort) => void port.close().catch(() => undefined);
    const opened = await within(OPEN_LIMIT_MS, () => opening, closeLate);
    if (opened.kind === 'late') {
      stuck.add(path);
      const free = () => void stuck.delete(path);
      opening.then(free, free);
      return fail('DEVICE_SILENT', { port: path });
    }
    if (opened.kind === 'threw') {
      return { ok: false, failure: openFailure(path, opened.error, process.platform) };
    }
    return ok(serialLine(opened.value, path));
  },

  async list() {
    return ok(await listPorts());
  },
};
