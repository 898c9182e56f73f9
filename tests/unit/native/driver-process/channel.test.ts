import { PassThrough } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FramePort, portChannel, streamChannel } from '../../../../native/driver-process';

const bytes = (...values: number[]) => Uint8Array.from(values);
const framed = (...values: number[]) => Buffer.from([values.length, 0, 0, 0, ...values]);
const settled = () => new Promise((resume) => setTimeout(resume, 5));

describe('frames over a stream', () => {
  it('arrive whole however the stream is cut', async () => {
    const whole = Buffer.concat([framed(1, 2, 3), framed(), framed(9)]);
    for (let step = 1; step <= whole.length; step += 1) {
      const stream = new PassThrough();
      const frames: number[][] = [];
      streamChannel(stream).onFrame((frame) => frames.push([...frame]));
      for (let at = 0; at < whole.length; at += step) {
        stream.write(whole.subarray(at, at + step));
        await new Promise(setImmediate);
      }
      await settled();
      expect(frames).toEqual([[1, 2, 3], [], [9]]);
    }
  });

  it('wait for whoever listens', async () => {
    const stream = new PassThrough();
    const channel = streamChannel(stream);
    stream.write(framed(7));
    await settled();
    const frames: number[][] = [];
    channel.onFrame((frame) => frames.push([...frame]));
    await settled();
    expect(frames).toEqual([[7]]);
  });

  it('that would be endless end the channel before they are kept', async () => {
    const stream = new PassThrough();
    const channel = streamChannel(stream);
    let ends = 0;
    channel.onFrame(() => undefined);
    channel.onEnd(() => {
      ends += 1;
    });
    stream.write(Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 1, 2, 3));
    await settled();
    expect([ends, stream.destroyed]).toEqual([1, true]);
  });
});

/** One of Node's own message ports with the events of Electron's. */
function electronPort(port: import('node:worker_threads').MessagePort): FramePort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.on(event, (data?: unknown) => listener({ data })),
    start: () => port.start(),
    close: () => port.close(),
  };
}

describe('frames of a storm', () => {
  it('leave together, in order and whole, and those after it at once again', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const stream = new PassThrough();
    const writes: number[] = [];
    const sent: Buffer[] = [];
    const channel = streamChannel(stream, (part) => {
      writes.push(part.length);
      sent.push(Buffer.from(part));
      return part.length;
    });
    for (let at = 0; at < 200; at += 1) {
      channel.send(bytes(at));
      await vi.advanceTimersByTimeAsync(at % 3 === 0 ? 1 : 0);
    }
    expect(writes.length).toBeLessThan(60);
    await vi.advanceTimersByTimeAsync(20);
    const before = writes.length;
    channel.send(bytes(200));
    expect(writes.length).toBe(before + 1);
    expect(Buffer.concat(sent)).toEqual(Buffer.concat(Array.from({ length: 201 }, (_, at) => framed(at))));
  });
});

describe('frames written past a stream', () => {
  it('stay in order and whole however much goes at once', async () => {
    const out = new PassThrough();
    const random = [3, 100, 0, 1, 100, 2, 0, 7];
    let turn = 0;
    const channel = streamChannel(out, (bytes) => {
      const length = Math.min(bytes.length, random[turn++ % random.length] ?? 0);
      // What goes past the stream is there before what the stream still has.
      out.push(bytes.slice(0, length));
      return length;
    });
    const frames: number[][] = [];
    streamChannel(out).onFrame((frame) => frames.push([...frame]));
    for (let at = 0; at < 20; at += 1) {
      channel.send(bytes(at, at, at));
      if (at % 3 === 0) await settled();
    }
    await settled();
    expect(frames).toEqual(Array.from({ length: 20 }, (_, at) => [at, at, at]));
  });
});

describe('frames over a message port', () => {
  it('arrive as they are, until either side closes', async () => {
    const { port1, port2 } = new MessageChannel();
    const [core, far] = [portChannel(electronPort(port1)), portChannel(electronPort(port2))];
    const frames: number[][] = [];
    let ends = 0;
    far.onFrame((frame) => frames.push([...frame]));
    far.onEnd(() => {
      ends += 1;
    });
    core.onFrame(() => undefined);
    core.send(bytes(1, 2, 3));
    await settled();
    core.end();
    await settled();
    expect([frames, ends]).toEqual([[[1, 2, 3]], 1]);
  });

  it('that are no bytes end the channel', async () => {
    const { port1, port2 } = new MessageChannel();
    const core = portChannel(electronPort(port1));
    let ends = 0;
    core.onFrame(() => undefined);
    core.onEnd(() => {
      ends += 1;
    });
    port2.postMessage({ kind: 'chunk' });
    await settled();
    expect(ends).toBe(1);
  });
});
