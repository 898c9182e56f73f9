import { expect, it } from 'vitest';
import { ok } from '../../../../main/contract/failures/failure';
import type { HidDriver } from '../../../../main/contract/ports/hid';
import { servedHid } from '../../../../native/driver-process';

it('holds the reports of a device that is open until the core listens, and no more than the system would', async () => {
  let report: (bytes: Uint8Array) => void = () => undefined;
  const driver: HidDriver = {
    list: async () => ok([]),
    open: async () =>
      ok({
        reportLengths: null,
        onReport: (listener) => {
          report = listener;
        },
        write: async () => ok(undefined),
        sendFeature: async () => ok(undefined),
        onClosed: () => undefined,
        close: async () => undefined,
      }),
  };
  const opened = await servedHid(driver).open('/dev/hidraw0', 0);
  if (!opened.ok) throw new Error(opened.failure.code);
  for (let at = 0; at < 100; at += 1) report(Uint8Array.of(at));
  const heard: number[] = [];
  opened.value.start((bytes) => heard.push(bytes[0] ?? -1));
  report(Uint8Array.of(200));
  expect(heard).toEqual([...Array.from({ length: 64 }, (_, at) => at), 200]);
});
