import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ok } from '../../main/contract/failures/failure';
import { type Channel, streamChannel } from './channel';
import type { DriverLauncher } from './process';

/** The pipe between the core and a forked driver process: beside stdin, stdout and stderr, which libraries write to. */
const PIPE = 3;

/** What a driver process may take of memory before it ends itself. */
const HEAP_MIB = 96;

/** Starts `entryPath` on the runtime that the core itself runs on. Its stderr goes where the core's goes. */
export function forkLauncher(entryPath: string): DriverLauncher {
  return {
    async launch(family) {
      const child = spawn(
        process.execPath,
        [`--max-old-space-size=${HEAP_MIB}`, entryPath, family],
        // On Windows a plain pipe would make each read wait for a thread.
        { stdio: ['ignore', 'ignore', 'inherit', 'overlapped'], windowsHide: true },
      );
      const exited = new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.on('error', () => {
          // A process that never started reports an error and no exit.
          if (child.pid === undefined) resolve();
        });
      });
      return ok({
        pid: child.pid,
        channel: streamChannel(child.stdio[PIPE] as Duplex),
        kill: () => void child.kill('SIGKILL'),
        onExit: (listener) => void exited.then(listener),
      });
    },
  };
}

/** The driver process's end of that pipe. */
export function pipeToCore(): Channel {
  const stream = new Socket({ fd: PIPE, readable: true, writable: true });
  return process.platform === 'win32' ? streamChannel(stream) : streamChannel(stream, writePipe);
}

/** The socket has made the pipe non-blocking: a full one takes nothing, and a broken one is the socket's to report. */
function writePipe(bytes: Uint8Array): number {
  try {
    return writeSync(PIPE, bytes);
  } catch {
    return 0;
  }
}
