import { ID_CARD_PROFILE } from '../../profiles/id-card';
import { type Check, fine, trouble } from '../finding';
import { isWatchedWorking, readersOnPorts } from './reader-answers';

/** A scanner only talks and cannot be asked at which speed, so this is about readers only. */
export const wrongBaud: Check = ({ devices }) =>
  readersOnPorts(devices).flatMap((device) => {
    const { id, probe } = device;
    if (isWatchedWorking(device)) return [fine('wrong-baud', id)];
    // Where nothing answered or could be asked, `reader-silent` says so.
    if (probe.kind !== 'answered') return [];
    if (probe.baud === ID_CARD_PROFILE.baud) return [fine('wrong-baud', id)];
    return [
      trouble('wrong-baud', id, {
        cause: 'answers-at-other-baud',
        cure: { kind: 'manual', code: 'set-reader-baud' },
        details: { baud: probe.baud, wanted: ID_CARD_PROFILE.baud },
      }),
    ];
  });
