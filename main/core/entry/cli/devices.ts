import { startSimulator } from '../../../../fixtures/devices';
import { people } from '../../../../fixtures/people';
import { hidDriver } from '../../../../native/readers/hid';
import { serialDriver } from '../../../../native/readers/serial';
import { failure } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import { maskName, maskNumber, silentLog, systemClock, systemIds } from '../../base';
import { readCredential } from '../../credential';
import { createDeviceManager, describeHidDevices } from '../../device';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say, sayFailure } from './output';
import { guarded, oneOf, orThrow, required, textOf, wholeNumber } from './values';

const SERIAL_DRIVERS = ['id-card', 'qr-serial'] as const;
const DRIVERS = [...SERIAL_DRIVERS, 'id-card-hid', 'qr-hid'] as const;

export function devicesList(): Promise<Outcome> {
  return guarded(async () => {
    const ports = orThrow(await serialDriver.list());
    const hid = await hidDriver.list();
    // Serial ports are worth a list of their own where there is no way to HID devices.
    if (!hid.ok) sayFailure(hid.failure);
    print({ ports, hid: hid.ok ? describeHidDevices(hid.value) : [] });
    return DONE;
  });
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
    const manager = createDeviceManager({
      serial: serialDriver,
      hid: hidDriver,
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
    await manager.stop();
    return outcome;
  });
}

/** A pretend device for training and for trying the line without hardware; ends with Ctrl+C. */
export function devicesSimulate(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const driver = oneOf(values, 'driver', SERIAL_DRIVERS);
    const link = required(values, 'link');
    const delay = wholeNumber(values, 'delay', { min: 0, max: 3600, otherwise: 0 });
    const personId = textOf(values, 'person');
    const person = people.find((candidate) => candidate.id === personId);
    if (driver === 'id-card' && !person?.card) {
      const known = people.filter((candidate) => candidate.card).map(({ id }) => id);
      return failed(failure('USAGE_WRONG', { option: '--person', oneOf: known.join('|') }));
    }
    const code = driver === 'qr-serial' ? required(values, 'text') : '';
    const simulator = await startSimulator({ driver, link });
    print({ ready: true, link });
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
    process.once('SIGINT', () => stop()).once('SIGTERM', () => stop());
    const act = setTimeout(() => {
      if (person?.card) simulator.lay(person.card);
      else simulator.show(code);
    }, delay * 1000);
    await Promise.race([stopped, simulator.ended]);
    clearTimeout(act);
    await simulator.stop();
    return DONE;
  });
}
