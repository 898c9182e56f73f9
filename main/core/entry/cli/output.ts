import type { Failure } from '../../../contract/failures/failure';
import { FAILURE_WORDS } from '../../../contract/failures/words.zh-CN';

/** How a command ended. 0 done; 1 failed; 2 cannot be decided; 64 used wrongly. */
export interface Outcome {
  exitCode: number;
  failure: Failure | null;
}

export const DONE: Outcome = { exitCode: 0, failure: null };

export function failed(failure: Failure): Outcome {
  return { exitCode: failure.code === 'USAGE_WRONG' ? 64 : 1, failure };
}

/** One JSON line on stdout. */
export function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function sayFailure(failure: Failure): void {
  const words = FAILURE_WORDS[failure.code];
  const details = Object.entries(failure.details).map(([key, value]) => `${key}=${value}`);
  say(
    `${words.what}。${words.remedy}。［${failure.code}${details.length > 0 ? ` ${details.join(' ')}` : ''}］`,
  );
}
