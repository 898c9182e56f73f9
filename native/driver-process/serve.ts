import { type Failure, fail, failure, ok, type Result } from '../../main/contract/failures/failure';
import type { HidDriver } from '../../main/contract/ports/hid';
import type { SerialDriver } from '../../main/contract/ports/serial';
import type { Channel } from './channel';
import { decodeFrame, decodeWrite, encodeFrame, encodeJson, FRAME, jsonOf, WAY } from './frames';
import { type Opened, Request } from './messages';

/** An open line of either family. */
interface ServedLine {
  readonly path: string;
  readonly facts: Opened;
  start(take: (bytes: Uint8Array) => void): void;
  write(way: number, bytes: Uint8Array): Promise<Result<void>>;
  setBaud(baud: number): Promise<Result<void>>;
  alive(): Promise<boolean>;
  onClosed(listener: (reason: Failure | null) => void): void;
  close(): Promise<void>;
}

/** What a driver process serves. */
export interface ServedDriver {
  list(): Promise<Result<unknown>>;
  open(path: string, baud: number): Promise<Result<ServedLine>>;
}

export function servedSerial(driver: SerialDriver): ServedDriver {
  return {
    list: () => driver.list(),
    async open(path, baud) {
      const opened = await driver.open({ path, baud });
      if (!opened.ok) return opened;
      const line = opened.value;
      return ok({
        path,
        facts: { reportLengths: null },
        start: (take) => line.onChunk(take),
        write: (_way, bytes) => line.write(bytes),
        setBaud: async (rate) => (line.setBaud ? line.setBaud(rate) : ok(undefined)),
        alive: () => line.alive(),
        onClosed: (listener) => line.onClosed(listener),
        close: () => line.close(),
      });
    },
  };
}

/** As many reports as the system keeps for a program that does not fetch them. */
const MOST_HELD = 64;

export function servedHid(driver: HidDriver): ServedDriver {
  return {
    list: () => driver.list(),
    async open(path) {
      const opened = await driver.open(path);
      if (!opened.ok) return opened;
      const line = opened.value;
      let gone = false;
      // The core may say that a device is ready before it listens here: what comes in between is held.
      let take: ((report: Uint8Array) => void) | null = null;
      const held: Uint8Array[] = [];
      line.onReport((report) => {
        if (take) take(report);
        else if (held.length < MOST_HELD) held.push(report);
      });
      return ok({
        path,
        facts: { reportLengths: line.reportLengths },
        start(listen) {
          take = listen;
          for (const report of held.splice(0)) listen(report);
        },
        write: (way, bytes) => (way === WAY.feature ? line.sendFeature(bytes) : line.write(bytes)),
        setBaud: async () => ok(undefined),
        alive: async () => !gone,
        onClosed: (listener) =>
          line.onClosed((reason) => {
            gone = true;
            listener(reason);
          }),
        close: () => line.close(),
      });
    },
  };
}

/**
 * Bytes on their way to a core that does not use them. A real device at 115,200 baud needs a minute and a half for as
 * many; whoever sends more has run wild, and its line is closed rather than memory filled.
 */
const MOST_UNUSED = 1 << 20;

/** Serves a driver over the channel until the channel ends; `onEnd` is called then, and every line is the system's to close. */
export function serveDriver(driver: ServedDriver, channel: Channel, onEnd: () => void): void {
  const lines = new Map<number, ServedLine>();
  let unused = 0;

  function opened(id: number, line: ServedLine): Result<Opened> {
    lines.set(id, line);
    line.onClosed((reason) => {
      if (lines.delete(id)) channel.send(encodeJson(FRAME.closed, id, reason));
    });
    return ok(line.facts);
  }

  function start(id: number, line: ServedLine): void {
    line.start((bytes) => {
      if (!lines.has(id)) return;
      if (unused + bytes.length > MOST_UNUSED) {
        lines.delete(id);
        channel.send(
          encodeJson(FRAME.closed, id, failure('DEVICE_LOST', { port: line.path, reason: 'flood' })),
        );
        void line.close();
        return;
      }
      unused += bytes.length;
      channel.send(encodeFrame(FRAME.chunk, id, bytes));
      bytes.fill(0);
    });
  }

  async function answer(request: Request): Promise<Result<unknown>> {
    if (request.call === 'ping') return ok(null);
    if (request.call === 'list') return driver.list();
    if (request.call === 'open') {
      const line = await driver.open(request.path, request.baud);
      return line.ok ? opened(request.line, line.value) : line;
    }
    const line = lines.get(request.line);
    switch (request.call) {
      case 'start':
        if (line) start(request.line, line);
        return ok(null);
      case 'baud':
        return line ? line.setBaud(request.baud) : fail('DEVICE_LOST');
      case 'alive':
        return ok(line ? await line.alive() : false);
      case 'close':
        await line?.close();
        return ok(null);
    }
  }

  async function write(body: Uint8Array): Promise<Result<unknown>> {
    const wanted = decodeWrite(body);
    const line = wanted && lines.get(wanted.line);
    return line ? line.write(wanted.way, wanted.bytes) : fail('DEVICE_LOST');
  }

  // What is no request is left unanswered; the core then ends this process.
  channel.onFrame((bytes) => {
    const frame = decodeFrame(bytes);
    if (!frame) return;
    const reply = (result: Result<unknown>) => channel.send(encodeJson(FRAME.reply, frame.id, result));
    if (frame.kind === FRAME.used) unused = Math.max(0, unused - frame.id);
    if (frame.kind === FRAME.write) void write(frame.body).then(reply);
    if (frame.kind === FRAME.request) {
      const request = Request.safeParse(jsonOf(frame.body));
      if (request.success) void answer(request.data).then(reply);
    }
  });
  channel.onEnd(onEnd);
}
