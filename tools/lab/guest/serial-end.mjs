// The device's end of the gadget's serial port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { distDir } from '../../base/paths.mjs';
import { gadget } from './gadget.mjs';
import { until } from './limits.mjs';

/** Sends bytes as they are. @param {string | Uint8Array} bytes */
export async function sendSerial(bytes) {
  const socat = spawn('socat', ['-u', 'STDIO', rawNode], { stdio: ['pipe', 'ignore', 'ignore'] });
  socat.stdin.on('error', () => undefined);
  socat.stdin.end(bytes);
  const [code] = await once(socat, 'close');
  if (code !== 0) throw new Error(`socat could not write to ${gadget.serialPath} (${code})`);
}

const rawNode = `${gadget.serialPath},raw,echo=0`;

/**
 * The product's own simulated ID-card reader, behind the gadget instead of on its pseudo-terminal.
 * @param {object} card
 */
export async function startCardReader(card) {
  const link = path.join(process.env.TMPDIR ?? '/run', 'card-reader');
  const programPath = path.join(distDir, 'world', 'device.mjs');
  const device = spawn(process.execPath, [programPath, '--driver', 'id-card', '--link', link], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let ready = false;
  createInterface({ input: device.stdout }).on('line', (line) => {
    if (line.includes('"ready":true')) ready = true;
  });
  await until('the simulated card reader', () => {
    if (device.exitCode !== null) throw new Error(`the simulated reader ended with ${device.exitCode}`);
    return ready;
  });
  const relay = spawn('socat', [rawNode, `${link},raw,echo=0`], { stdio: 'ignore' });
  device.stdin.write(`${JSON.stringify({ do: 'lay', card })}\n`);
  return {
    async stop() {
      relay.kill('SIGTERM');
      device.stdin.end();
      await Promise.all([ended(relay), ended(device)]);
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
async function ended(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
