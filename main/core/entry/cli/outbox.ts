import { failure } from '../../../contract/failures/failure';
import { systemClock } from '../../base';
import { overridesOf } from '../arguments';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print } from './output';
import { withProfile } from './profile';
import { guarded, webAddress, wholeNumber } from './values';

export function outboxStatus(values: Values): Promise<Outcome> {
  return guarded(() =>
    withProfile(values, {}, async ({ office }) => {
      print({ outbox: office.delivery.counts() });
      return DONE;
    }),
  );
}

/** Sends until nothing waits any more or the time is up; 1 where something is left. */
export function outboxDrain(values: Values): Promise<Outcome> {
  return guarded(() => {
    const deadline =
      systemClock.now() + wholeNumber(values, 'timeout', { min: 1, max: 86_400, otherwise: 30 }) * 1000;
    return withProfile(
      values,
      overridesOf({ province: webAddress(values, 'province') }),
      async ({ office }) => {
        let counts = await office.delivery.drain({ evenLater: true });
        while (counts.waiting + counts.leased + counts.later > 0 && systemClock.now() < deadline) {
          await new Promise<void>((resolve) => systemClock.after(500, resolve));
          counts = await office.delivery.drain({ evenLater: true });
        }
        print({ outbox: counts });
        const left = counts.waiting + counts.leased + counts.later + counts.parked;
        return left === 0
          ? DONE
          : failed(office.watch.view().failure ?? failure('PROVINCE_UNREACHABLE', { left }));
      },
    );
  });
}
