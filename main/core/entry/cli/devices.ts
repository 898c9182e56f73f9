import { failure } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import { maskName, maskNumber, silentLog, systemClock, systemIds } from '../../base';
import { readCredential } from '../../credential';
import { createDeviceManager, describeHidDevices } from '../../device';
import { createDrivers, forkDrivers } from '../drivers';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say, sayFailure } from './output';
import { guarded, oneOf, orThrow, required, wholeNumber } from './values';
import { withDrivers } from './with-drivers';

const DRIVERS = ['id-card', 'qr-serial', 'id-card-hid', 'qr-hid'] as const;

export function devicesList(): Promise<Outcome> {
  return guarded(() =>
    withDrivers(async ({ serial, hid }) => {
      const ports = orThrow(await serial.list());
      const listed = await hid.list();
      // Serial ports are worth a list of their own where there is no way to HID devices.
      if (!listed.ok) sayFailure(listed.failure);
      print({ ports, hid: listed.ok ? describeHidDevices(listed.value) : [] });
      return DONE;
    }),
  );
}

function masked(credential: Credential): object {
  if (credential.kind === 'code') {
    return { ...credential, payload: `${credential.payload.slice(0, 4)}…(${credential.payload.length})` };
  }
  return {
    ...credential,
    name: maskName(credential.name),
    number: maskNumber(credential.number),
    birthDay: credential.birthDay.slice(0, 4),
    address: maskName(credential.address),
  };
}

export function devicesWatch(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const driver = oneOf(values, 'driver', DRIVERS);
    const port = required(values, 'port');
    const count = wholeNumber(values, 'count', {
      min: 1,
      max: 1_000_000,
      otherwise: Number.POSITIVE_INFINITY,
    });
    const timeout = wholeNumber(values, 'timeout', { min: 1, max: 86_400, otherwise: 0 });
    const personal = values['show-personal-data'] === true;
    let seen = 0;
    let said = '';
    const { promise: ended, resolve: end } = Promise.withResolvers<Outcome>();
    const drivers = createDrivers({ launcher: forkDrivers(), clock: systemClock, log: silentLog });
    const manager = createDeviceManager({
      serial: drivers.serial,
      hid: drivers.hid,
      clock: systemClock,
      ids: systemIds,
      log: silentLog,
      devices: [{ id: driver, driver, port, label: driver }],
      onView: (view) => {
        const now = `${view.state} ${view.failure?.code ?? ''}`;
        if (now === said) return;
        said = now;
        if (view.failure) sayFailure(view.failure);
        else say(view.state);
      },
      onFrame: (frame) => {
        const credential = readCredential(frame, { ids: systemIds, clock: systemClock });
        if (credential.ok)
          print({
            event: 'credential',
            at: frame.receivedAt,
            device: driver,
            credential: personal ? credential.value : masked(credential.value),
          });
        else print({ event: 'failure', at: frame.receivedAt, device: driver, failure: credential.failure });
        seen += 1;
        if (seen >= count) end(DONE);
      },
    });
    manager.start();
    const stop = () => end(DONE);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    if (timeout > 0) {
      setTimeout(
        () =>
          end(
            Number.isFinite(count)
              ? failed(manager.views()[0]?.failure ?? failure('DEVICE_SILENT', { readings: seen }))
              : DONE,
          ),
        timeout * 1000,
      );
    }
    const outcome = await ended;
    await drivers.stop(manager.stop());
    return outcome;
  });
}
