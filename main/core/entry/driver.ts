/**
 * One family of native drivers in a process of its own, the first argument says which. Speaks over the pipe it was forked
 * with, or over the message port that the shell hands to a utility process.
 */
import {
  type Channel,
  type FramePort,
  pipeToCore,
  portChannel,
  type ServedDriver,
  serveDriver,
  servedHid,
  servedSerial,
} from '../../../native/driver-process';

interface ParentPort {
  once(event: 'message', listener: (event: { ports: FramePort[] }) => void): void;
}

/** Each family loads its own native library and no other. */
async function driverOf(family: string | undefined): Promise<ServedDriver | null> {
  if (family === 'serial') return servedSerial((await import('../../../native/readers/serial')).serialDriver);
  if (family === 'hid') return servedHid((await import('../../../native/readers/hid')).hidDriver);
  return null;
}

function channelToCore(): Promise<Channel> {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (!parentPort) return Promise.resolve(pipeToCore());
  return new Promise((resolve) => {
    parentPort.once('message', ({ ports: [port] }) => {
      if (port) resolve(portChannel(port));
    });
  });
}

// Texts of errors may hold values; kind and place are enough.
process.on('uncaughtException', (error) => {
  const at = error.stack?.split('\n')[1]?.trim() ?? '';
  process.stderr.write(`${JSON.stringify({ event: 'driver fault', error: error.name, at })}\n`);
  process.exit(70);
});
const channel = await channelToCore();
const driver = await driverOf(process.argv.at(-1));
if (!driver) process.exit(64);
// A core that is gone takes its drivers with it; the system closes their ports.
serveDriver(driver, channel, () => process.exit(0));
