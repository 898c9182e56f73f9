import type { HIDAsync } from 'node-hid';
import { type Failure, failure, ok, type Result } from '../../../main/contract/failures/failure';
import type { HidLine, HidReportLengths } from '../../../main/contract/ports/hid';
import { within } from '../../deadline';

const WRITE_LIMIT_MS = 2_500;
const CLOSE_LIMIT_MS = 1_000;

/** A device that refuses a feature report it does not know, as against one that has gone (EPIPE, EINVAL). */
const NOT_TAKEN = /broken pipe|invalid argument|not supported|inappropriate ioctl|参数错误|函数不正确/i;

/** Wraps a device that has just been opened. */
export function hidLine(device: HIDAsync, path: string, reportLengths: HidReportLengths | null): HidLine {
  let take: (report: Uint8Array) => void = () => {};
  let listener: ((reason: Failure | null) => void) | null = null;
  let ended: { reason: Failure | null } | null = null;
  let closing: Promise<void> | null = null;

  const lost = () => failure('DEVICE_LOST', { port: path });
  const end = (reason: Failure | null) => {
    if (ended) return;
    ended = { reason };
    listener?.(reason);
  };
  const close = () => {
    closing ??= within(CLOSE_LIMIT_MS, () => device.close()).then(() => end(null));
    return closing;
  };

  // There is no `close` event: a read that fails is how an unplugged device shows. Reading has to go on for that, so a
  // listener is there from the first moment.
  device.on('error', () => {
    end(closing ? null : lost());
    void close();
  });
  device.on('data', (report: Buffer) => {
    if (!ended && !closing) take(report);
  });

  async function send(work: () => Promise<number>): Promise<Result<void>> {
    if (ended || closing) return { ok: false, failure: lost() };
    const sent = await within(WRITE_LIMIT_MS, work);
    if (sent.kind === 'done') return ok(undefined);
    if (sent.kind === 'late') return { ok: false, failure: failure('DEVICE_SILENT', { port: path }) };
    if (NOT_TAKEN.test(sent.error.message)) {
      return { ok: false, failure: failure('DEVICE_READ_REFUSED', { port: path }) };
    }
    return { ok: false, failure: lost() };
  }

  return {
    reportLengths,
    onReport(listen) {
      take = listen;
    },
    write: (report) => send(() => device.write(Buffer.from(report))),
    sendFeature: (report) => send(() => device.sendFeatureReport(Buffer.from(report))),
    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },
    close,
  };
}
