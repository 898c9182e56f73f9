import { fail, ok, type Result } from '../contract/failures/failure';
import type { HostedProcess } from './child-host';
import type { Ask } from './child-link';
import type { DriverProcesses } from './driver-processes';
import type { OsVault } from './vault';

/** Answers what a process asks of the shell; the text is base64, a name or empty. Must not throw. */
export type AskAnswerer = (ask: Ask, child: HostedProcess) => Result<string> | Promise<Result<string>>;

/**
 * The core's questions. What it leaves with `resume.keep` stays in memory only, for a core that returns after a crash.
 * `drivers`: null where the core can start its driver processes itself.
 */
export function answerCoreAsks(vault: OsVault, drivers: DriverProcesses | null): AskAnswerer {
  let kept = '';
  return (ask, child) => {
    switch (ask.what) {
      case 'vault.wrap':
        return vault.wrap(ask.value);
      case 'vault.unwrap':
        return vault.unwrap(ask.value);
      case 'resume.keep':
        kept = ask.value;
        return ok('');
      case 'resume.take':
        return ok(kept);
      case 'start.long':
        // The supervisor has heard it.
        return ok('');
      case 'driver.start':
        return drivers ? drivers.start(ask.value, child) : fail('CALL_FORBIDDEN');
      case 'driver.end':
        drivers?.end(ask.value);
        return ok('');
    }
  };
}

/** The training world keeps no secrets of the station. */
export const refuseAsks: AskAnswerer = () => fail('CALL_FORBIDDEN');
