import { type Check, fine, trouble } from '../finding';
import { isWatchedWorking, readersOnPorts } from './reader-answers';

export const readerSilent: Check = ({ devices }) =>
  readersOnPorts(devices).map((device) => {
    const { id, probe } = device;
    if (isWatchedWorking(device) || probe.kind === 'answered') return fine('reader-silent', id);
    if (probe.kind === 'silent')
      return trouble('reader-silent', id, {
        cause: 'no-answer',
        cure: { kind: 'automatic', code: 'open-anew' },
        details: { bauds: probe.bauds.join(' ') },
      });
    return trouble('reader-silent', id, {
      verdict: 'unknown',
      cause: 'could-not-ask',
      cure: { kind: 'manual', code: 'free-port-first' },
    });
  });
