import { fail, ok, type Result } from '../../contract/failures/failure';
import type { DeviceConfig } from '../../contract/flow/device';
import type { Clock } from '../../contract/ports/clock';
import type { HidDriver } from '../../contract/ports/hid';
import type { HidDirectory } from './hid-directory';
import { createHidPosSession } from './hid-pos-session';
import { hidSerialLine } from './hid-serial-line';
import { createIdCardSession } from './id-card-session';
import { identityOf } from './identity';
import type { Opened } from './session';

/** Finds the HID device that is meant, opens it and switches it on. */
export async function openHid(
  config: DeviceConfig,
  ports: { hid?: HidDriver | undefined; directory: HidDirectory; clock: Clock; wantsPhoto: boolean },
): Promise<Result<Opened>> {
  const { hid, directory, clock, wantsPhoto } = ports;
  if (!hid) return fail('DEVICE_DRIVER_MISSING', { driver: 'hid' });
  const claimed = await directory.claim(config);
  if (!claimed.ok) return claimed;
  const { path, profile, fact, warning } = claimed.value;
  const identity = identityOf(profile.id, fact);
  const known = { warning, identity, canTrigger: false };
  const release = () => directory.release(path);
  const opened = await hid.open(path).catch(() => fail('DEVICE_LOST', { port: path }));
  if (!opened.ok) {
    release();
    return opened;
  }
  const chunking = profile.driver === 'id-card-hid' ? profile.chunking : null;
  const line = hidSerialLine(opened.value, chunking, release);
  if (profile.driver === 'id-card-hid') {
    const begin: Opened['begin'] = (events) => createIdCardSession({ line, clock, events, wantsPhoto });
    return ok({ ...known, line, begin });
  }
  const { layout, switchOn } = profile;
  // A scanner that does not know the report is on already; that one has gone is seen by its line.
  if (switchOn) await opened.value.sendFeature(Uint8Array.from(switchOn));
  return ok({ ...known, line, begin: (events) => createHidPosSession({ layout, clock, events }) });
}
