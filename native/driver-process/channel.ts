import type { Duplex } from 'node:stream';
import { LONGEST_FRAME } from './frames';

/** Carries whole frames between the core and one driver process. */
export interface Channel {
  /** Overwrites the frame once it is on its way: it may hold what stands on a card. */
  send(frame: Uint8Array): void;
  /** Call once; until then what comes waits. What the listener is given is its own: it may overwrite it. */
  onFrame(listener: (frame: Uint8Array) => void): void;
  /** Called once: the other side has gone, or sends what are no frames. */
  onEnd(listener: () => void): void;
  end(): void;
}

const LENGTH = 4;

/**
 * A device that storms (3,000 reports a second, say) would cost a write for each frame: after a window with more frames than
 * a scanned code ever makes, those of the next one wait for its end and leave together.
 */
const WINDOW_MS = 4;
const STORM = 8;

/**
 * Frames over a stream of bytes, each after its length (4 bytes, little endian). `writeNow` writes past the stream as much
 * as goes at once and gives its length: cheaper, and right as long as the stream has nothing waiting.
 */
export function streamChannel(stream: Duplex, writeNow: (bytes: Uint8Array) => number = () => 0): Channel {
  let take: (frame: Uint8Array) => void = () => undefined;
  let ended = false;
  let tellEnd: () => void = () => undefined;
  let rest: Buffer = Buffer.alloc(0);
  let sentInWindow = 0;
  let inWindow = false;
  let held: Buffer[] | null = null;
  const end = () => {
    stream.destroy();
    if (ended) return;
    ended = true;
    for (const bytes of held ?? []) bytes.fill(0);
    tellEnd();
  };

  function write(bytes: Buffer): void {
    const written = stream.writableLength === 0 ? writeNow(bytes) : 0;
    if (written === bytes.length) bytes.fill(0);
    else stream.write(bytes.subarray(written), () => bytes.fill(0));
  }

  function endWindow(): void {
    const storm = sentInWindow > STORM;
    const waiting = held;
    inWindow = false;
    sentInWindow = 0;
    held = storm ? [] : null;
    if (storm) beginWindow();
    if (ended || !waiting || waiting.length === 0) return;
    write(Buffer.concat(waiting));
    for (const bytes of waiting) bytes.fill(0);
  }

  function beginWindow(): void {
    inWindow = true;
    setTimeout(endWindow, WINDOW_MS).unref();
  }

  function read(part: Buffer): void {
    let bytes = rest.length === 0 ? part : Buffer.concat([rest, part]);
    while (!ended && bytes.length >= LENGTH) {
      const length = bytes.readUInt32LE(0);
      // Before any more of it is kept in memory.
      if (length > LONGEST_FRAME) {
        end();
        return;
      }
      if (bytes.length < LENGTH + length) break;
      take(bytes.subarray(LENGTH, LENGTH + length));
      bytes = bytes.subarray(LENGTH + length);
    }
    rest = bytes;
  }
  // A stream of a process that has been killed may report an error, its end, or both.
  stream.on('error', end).on('end', end).on('close', end);

  return {
    send(frame) {
      if (ended) return;
      const bytes = Buffer.allocUnsafe(LENGTH + frame.length);
      bytes.writeUInt32LE(frame.length, 0);
      bytes.set(frame, LENGTH);
      frame.fill(0);
      if (!inWindow) beginWindow();
      sentInWindow += 1;
      if (held) held.push(bytes);
      else write(bytes);
    },
    onFrame(listener) {
      take = listener;
      stream.on('data', read);
    },
    onEnd(listener) {
      tellEnd = listener;
      if (ended) listener();
    },
    end,
  };
}

/** The part of Electron's `MessagePortMain` that is used; Node's own ports are alike but for their events. */
export interface FramePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Frames over a message port, one a message. */
export function portChannel(port: FramePort): Channel {
  let ended = false;
  let tellEnd: () => void = () => undefined;
  const end = () => {
    if (ended) return;
    ended = true;
    port.close();
    tellEnd();
  };
  port.on('close', end);
  return {
    send(frame) {
      if (ended) return;
      port.postMessage(frame);
      frame.fill(0);
    },
    onFrame(listener) {
      port.on('message', ({ data }) => {
        if (ended) return;
        if (data instanceof Uint8Array && data.length <= LONGEST_FRAME) listener(data);
        else end();
      });
      port.start();
    },
    onEnd(listener) {
      tellEnd = listener;
      if (ended) listener();
    },
    end,
  };
}
