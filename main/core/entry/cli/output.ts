import type { FailureCode } from '../../../contract/failures/codes';
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

/** What helps somebody at the command line is not always what helps somebody at the window. */
const COMMAND_REMEDY: Partial<Record<FailureCode, string>> = {
  STORE_VAULT_GONE:
    '命令行用不了系统密钥库：恢复密钥、更换数据密钥请在窗口“设置”中办理；有恢复密钥的，可用 hall store passphrase --recovery-file 改由口令保管',
};

export function sayFailure(failure: Failure): void {
  const words = FAILURE_WORDS[failure.code];
  const remedy = COMMAND_REMEDY[failure.code] ?? words.remedy;
  const details = Object.entries(failure.details).map(([key, value]) => `${key}=${value}`);
  say(`${words.what}。${remedy}。［${failure.code}${details.length > 0 ? ` ${details.join(' ')}` : ''}］`);
}
