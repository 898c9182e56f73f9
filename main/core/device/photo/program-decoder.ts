/**
 * A photo decoder that is a program of the hall's own: it gets the block on its standard input and answers with a picture on
 * its standard output. Nothing is written to a file, and it gets nothing else: no arguments, hardly an environment.
 * It is a stranger's code that may hang, flood or crash; none of that is worth more than a line on the screen.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { Clock } from '../../../contract/ports/clock';
import type { PhotoDecoder, PhotoImage } from '../../../contract/ports/photo';
import { photoImage } from './image';

/** Decoding takes some milliseconds; loading a maker's library may take more. */
const LIMIT_MS = 3_000;
/** A photo of 102 by 126 pixels is 39 KB as an uncompressed picture. */
const LONGEST_ANSWER = 256 * 1024;
/** What a program needs to find its libraries; nothing of this station's. */
const PASSED_ON = ['PATH', 'SystemRoot', 'LANG', 'LD_LIBRARY_PATH'] as const;

/** `why` of PHOTO_NOT_DECODED. */
type Trouble = 'not-started' | 'crashed' | 'hung' | 'flooded' | 'no-picture' | 'given-up';

/** `path`: absolute path of the executable. */
export function programPhotoDecoder(path: string, clock: Clock): PhotoDecoder {
  return {
    decode(block, giveUp) {
      const { promise, resolve } = Promise.withResolvers<Result<PhotoImage>>();
      const env = Object.fromEntries(
        PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
      );
      let child: ChildProcess;
      try {
        // A group of its own: what it starts in turn ends with it.
        const detached = process.platform !== 'win32';
        const stdio = ['pipe', 'pipe', 'ignore'] as ['pipe', 'pipe', 'ignore'];
        child = spawn(path, [], { cwd: tmpdir(), env, stdio, detached, windowsHide: true });
      } catch {
        return Promise.resolve(fail('PHOTO_NOT_DECODED', { why: 'not-started' }));
      }
      const parts: Buffer[] = [];
      let size = 0;

      const settle = (result: Result<PhotoImage>) => {
        cancel();
        giveUp.removeEventListener('abort', onGiveUp);
        end(child);
        for (const part of parts) part.fill(0);
        resolve(result);
      };
      const trouble = (why: Trouble) => settle(fail('PHOTO_NOT_DECODED', { why }));
      const cancel = clock.after(LIMIT_MS, () => trouble('hung'));
      const onGiveUp = () => trouble('given-up');
      giveUp.addEventListener('abort', onGiveUp);
      if (giveUp.aborted) onGiveUp();

      child.once('error', () => trouble('not-started'));
      child.stdout?.on('data', (part: Buffer) => {
        size += part.length;
        if (size > LONGEST_ANSWER) trouble('flooded');
        else parts.push(part);
      });
      child.once('close', (code) => {
        const image = code === 0 ? photoImage(new Uint8Array(Buffer.concat(parts))) : null;
        if (code !== 0) trouble('crashed');
        else if (image) settle(ok(image));
        else trouble('no-picture');
      });
      // It may end without having read all of it.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(block);
      return promise;
    },
  };
}

function end(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stdin?.destroy();
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
