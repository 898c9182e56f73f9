/**
 * serial: the serial port driver behind the `SerialDriver` port of the contract.
 * May import: contract, the `serialport` package (nobody else does). Imported by: main/core/entry.
 */
import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../../main/contract/failures/failure';
import type { SerialDriver, SerialLine } from '../../../main/contract/ports/serial';
import { listPorts } from './list-ports';
import { openFailure } from './open-failure';
import { serialLine } from './serial-line';

export const serialDriver: SerialDriver = {
  open({ path, baud }) {
    // serialport throws on values it does not like instead of calling back.
    if (path === '' || !Number.isInteger(baud) || baud <= 0) {
      return Promise.resolve(fail('DEVICE_PORT_MISSING', { port: path }));
    }
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
    return new Promise<Result<SerialLine>>((resolve) => {
      port.open((error) => {
        if (error) resolve({ ok: false, failure: openFailure(path, error, process.platform) });
        else resolve(ok(serialLine(port)));
      });
    });
  },

  async list() {
    return ok(await listPorts());
  },
};
