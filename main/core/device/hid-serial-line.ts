import { type Failure, ok } from '../../contract/failures/failure';
import type { HidLine } from '../../contract/ports/hid';
import type { SerialLine } from '../../contract/ports/serial';
import { fromReport, toReports } from './framing/hid-chunks';
import type { HidChunking } from './profiles/hid-id-card';

/**
 * Presents an HID device as a line of bytes, so that sessions need not know the difference. With a chunking, chunks are
 * payloads; without one they are whole reports, one each, and nothing can be written. `onEnd` is called once, when the device is closed or gone.
 */
export function hidSerialLine(line: HidLine, chunking: HidChunking | null, onEnd: () => void): SerialLine {
  let ended: { reason: Failure | null } | null = null;
  let listener: ((reason: Failure | null) => void) | null = null;
  line.onClosed((reason) => {
    ended = { reason };
    onEnd();
    listener?.(reason);
  });
  return {
    async write(bytes) {
      if (!chunking) return ok(undefined);
      for (const report of toReports(bytes, chunking, line.reportLengths)) {
        const written = await line.write(report);
        if (!written.ok) return written;
      }
      return ok(undefined);
    },
    onChunk(take) {
      line.onReport((report) => take(chunking ? fromReport(report, chunking, line.reportLengths) : report));
    },
    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },
    // The driver's reading fails at once when the device goes; there is nothing to ask.
    alive: async () => ended === null,
    close: () => line.close(),
  };
}
