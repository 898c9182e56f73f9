import { realpath } from 'node:fs/promises';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { DeviceConfig, SerialDeviceDriver } from '../../contract/flow/device';
import type { Clock } from '../../contract/ports/clock';
import type { SerialDriver, SerialPortFact } from '../../contract/ports/serial';
import { createIdCardSession } from './id-card-session';
import { identityOf } from './identity';
import { ID_CARD_PROFILE } from './profiles/id-card';
import { QR_SERIAL_PROFILE, qrSerialProfile, qrSerialProfileOfMaker } from './profiles/qr-serial';
import { createQrSession } from './qr-session';
import type { Opened } from './session';

/** Names of ports that a scanner itself may be, not just the adapter it hangs on. */
const OWN_PORT = /^(\/dev\/ttyACM\d+|COM\d+|\/dev\/(cu|tty)\.usb.*)$/;

/** Links to ports by what hangs on them or where it is plugged in: udev's own, and those of this product's rules. */
const LINK = /^\/dev\/(serial\/by-(id|path)|mianzheng)\//;

/** Opens the serial port and finds out how the device on it is talked to. */
export async function openSerial(
  config: DeviceConfig & { driver: SerialDeviceDriver },
  ports: { serial: SerialDriver; clock: Clock; wantsPhoto: boolean },
): Promise<Result<Opened>> {
  const { port, driver } = config;
  const { serial, clock, wantsPhoto } = ports;
  const { baud } = driver === 'id-card' ? ID_CARD_PROFILE : QR_SERIAL_PROFILE;
  const opened = await serial.open({ path: port, baud }).catch(() => fail('DEVICE_LOST', { port }));
  if (!opened.ok) return opened;
  const line = opened.value;
  if (driver === 'id-card') {
    return ok({
      line,
      warning: null,
      identity: identityOf(ID_CARD_PROFILE.id, { baud }),
      canTrigger: false,
      begin: (events) => createIdCardSession({ line, clock, events, wantsPhoto }),
    });
  }
  const own = config.profile ? null : await ownPort(serial, port);
  const profile = (own && qrSerialProfileOfMaker(own.vendorId)) ?? qrSerialProfile(config.profile ?? '');
  const { manufacturer = '', serialNumber = '' } = own ?? {};
  return ok({
    line,
    warning: null,
    identity: identityOf(profile.id, { manufacturer, serialNumber, baud }),
    canTrigger: profile.trigger !== null,
    begin: (events) => createQrSession({ line, clock, events, profile: profile.id }),
  });
}

/** What the system says of a scanner that is a port by itself; null for any other port. */
async function ownPort(serial: SerialDriver, port: string): Promise<SerialPortFact | null> {
  const path = LINK.test(port) ? await realpath(port).catch(() => port) : port;
  if (!OWN_PORT.test(path)) return null;
  const listed = await serial.list().catch(() => fail('DEVICE_LOST', { port }));
  return (listed.ok && listed.value.find((fact) => fact.path === path)) || null;
}
