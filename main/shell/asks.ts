import { fail, ok, type Result } from '../contract/failures/failure';
import type { Ask } from './child-link';
import type { OsVault } from './vault';

/** Answers what a process asks of the shell; the text is base64 or empty. Must not throw. */
export type AskAnswerer = (ask: Ask) => Result<string>;

/** The core's questions. What it leaves with `resume.keep` stays in memory only, for a core that returns after a crash. */
export function answerCoreAsks(vault: OsVault): AskAnswerer {
  let kept = '';
  return (ask) => {
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
    }
  };
}

/** The training world keeps no secrets of the station. */
export const refuseAsks: AskAnswerer = () => fail('CALL_FORBIDDEN');
