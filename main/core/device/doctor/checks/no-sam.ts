import { ID_CARD_PROFILE, SAM_STATUS } from '../../profiles/id-card';
import { type Check, fine, trouble } from '../finding';
import { isWatchedWorking, readersOnPorts } from './reader-answers';

/** Does the security module accept commands? 0x60: its self-test failed; 0x66: it is not authorised. */
export const noSam: Check = ({ devices }) =>
  readersOnPorts(devices).flatMap((device) => {
    const { id, probe, watched } = device;
    if (isWatchedWorking(device)) return [fine('no-sam', id, numberOf(watched?.samId ?? null))];
    const replace = { kind: 'manual', code: 'replace-reader' } as const;
    if (probe.kind !== 'answered') {
      if (watched?.failure !== 'DEVICE_SAM_FAULT') return [];
      return [trouble('no-sam', id, { cause: 'sam-refuses', cure: replace })];
    }
    if (probe.status === SAM_STATUS.done) return [fine('no-sam', id, numberOf(probe.samId))];
    const known: ReadonlyMap<number, string> = ID_CARD_PROFILE.failures;
    const refuses = known.get(probe.status) === 'DEVICE_SAM_FAULT';
    const details = { status: `0x${probe.status.toString(16).padStart(2, '0')}` };
    return [
      refuses
        ? trouble('no-sam', id, { cause: 'sam-refuses', cure: replace, details })
        : trouble('no-sam', id, {
            verdict: 'unknown',
            cause: 'sam-status-unknown',
            cure: { kind: 'manual', code: 'power-cycle' },
            details,
          }),
    ];
  });

const numberOf = (samId: string | null) => (samId === null ? {} : { samId });
