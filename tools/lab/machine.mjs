// Starts the emulated machine and listens to its second serial port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { track } from '../base/run.mjs';
import { readReport } from './report.mjs';

/**
 * @typedef {object} MachineOptions
 * @property {string} qemuPath
 * @property {string} kernelPath
 * @property {string} initramfsPath
 * @property {string} consolePath where the kernel's own messages are kept
 * @property {number} limitSeconds
 * @property {(report: import('./report.mjs').Report) => void} onReport
 */

/**
 * Runs it until it switches itself off. A machine that hangs is ended by `timeout`.
 * @param {MachineOptions} options
 * @returns {Promise<{ timedOut: boolean, said: string }>}
 */
export async function runMachine(options) {
  const child = spawn('timeout', ['-k', '5', String(options.limitSeconds), ...qemuCommand(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const release = track(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = `${said}${text}`.slice(-2000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = readReport(line);
    if (report) options.onReport(report);
  });
  const [code] = await once(child, 'close');
  release();
  return { timedOut: code === 124 || code === 137, said: said.trim() };
}

/**
 * `pc` with `qemu64` starts fastest under plain emulation; there is no hardware help to rely on in a build machine.
 * @param {Pick<MachineOptions, 'qemuPath' | 'kernelPath' | 'initramfsPath' | 'consolePath'>} options
 */
function qemuCommand({ qemuPath, kernelPath, initramfsPath, consolePath }) {
  return [
    qemuPath,
    ...['-M', 'pc', '-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-smp', '2', '-m', '1024'],
    ...['-nodefaults', '-nographic', '-no-reboot', '-serial', `file:${consolePath}`, '-serial', 'stdio'],
    ...['-kernel', kernelPath, '-initrd', initramfsPath],
    ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off'],
    ...['-fsdev', 'local,id=root,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=root,mount_tag=hostroot'],
  ];
}
