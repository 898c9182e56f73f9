import { answerCall, findCall, type Handlers, type Reply } from '../contract/calls';
import { failure, ok } from '../contract/failures/failure';
import type { ShellLog } from './log';
import type { Processes } from './processes';

export interface ShellCallsOptions {
  readonly processes: Processes;
  coreHost(): 'utility' | 'fork' | 'none';
  quit(): void;
  readonly versions: { readonly electron: string; readonly chrome: string };
  readonly log: ShellLog;
}

/** Answers what is the shell's own and passes the rest to the process that answers it. */
export function createRouter(options: ShellCallsOptions): (name: string, input: unknown) => Promise<Reply> {
  const { processes, log } = options;
  const handlers: Handlers<'shell'> = {
    window: {
      restartCore: () => {
        log('core-restart-asked');
        processes.restart();
        return ok(null);
      },
      quit: () => {
        // The answer goes out first; the window that asked is about to close.
        setImmediate(options.quit);
        return ok(null);
      },
      runtime: () => ok({ ...options.versions, coreHost: options.coreHost() }),
    },
  };
  return async (name, input) => {
    const host = findCall(name)?.host;
    if (host === 'core') return processes.callCore(name, input);
    if (host === 'world' && processes.callWorld) return processes.callWorld(name, input);
    if (host === 'shell') {
      return answerCall('shell', handlers, name, input, () => log('call-fault', { call: name }));
    }
    return { value: null, failure: failure('CALL_UNKNOWN') };
  };
}
