import { readFileSync } from 'node:fs';
import { SecondPersonAct } from '../../../contract/calls';
import { FailureError, failure, type Result } from '../../../contract/failures/failure';
import type { Office } from '../../casework';
import type { Values } from './commands';
import { say } from './output';
import { fileText, orThrow, textOf } from './values';

/** For commands whose acts a hall may have put under dual control. */
export const SECOND_OPTIONS = {
  second: { type: 'string' },
  'second-secret-file': { type: 'string' },
} as const;
export const SECOND_USAGE = '[--second ACCOUNT [--second-secret-file FILE]]';

/** An open file of the caller, by its number: what a secret store hands over without a file and without a trace. */
const FD_VARIABLE = 'HALL_SECOND_SECRET_FD';
const LONGEST_SECRET = 128;

/**
 * Does what may need a second person: where it does, whoever `--second` names signs in for this one act, by the same rules
 * as at the window (their secret, the slow-down, one of the two a supervisor, both on record), and it is done then. Their
 * secret never stands on the command line, where every process of the machine can read it. Throws CLERK_SECOND_NEEDED
 * where nobody is named.
 */
export type WithSecondPerson = <T>(act: () => Result<T>) => Promise<T>;

export function secondPersonOf(office: Pick<Office, 'session'>, values: Values): WithSecondPerson {
  let secret: string | null = null;
  return withSecondPerson(office, async () => {
    const account = textOf(values, 'second');
    if (account === undefined) {
      say(
        `命令行同样须双人确认：加 --second 工号，口令由提示输入，或用 --second-secret-file、环境变量 ${FD_VARIABLE} 提供。`,
      );
      return null;
    }
    secret ??= await secretOf(values);
    return { account, secret };
  });
}

/** The same with whoever `named` says, asked only where an act needs a second person; null: nobody. */
export function withSecondPerson(
  { session }: Pick<Office, 'session'>,
  named: () => Promise<{ account: string; secret: string } | null>,
): WithSecondPerson {
  return async (act) => {
    const alone = act();
    if (alone.ok || alone.failure.code !== 'CLERK_SECOND_NEEDED') return orThrow(alone);
    const needed = SecondPersonAct.safeParse(alone.failure.details.act);
    const second = needed.success ? await named() : null;
    if (!needed.success || second === null) return orThrow(alone);
    orThrow(await session.approve(needed.data, second.account, second.secret));
    return orThrow(act());
  };
}

async function secretOf(values: Values): Promise<string> {
  const secret =
    textOf(values, 'second-secret-file') === undefined
      ? await handedOver()
      : fileText(values, 'second-secret-file');
  if (secret === '' || secret.length > LONGEST_SECRET)
    throw new FailureError(failure('USAGE_WRONG', { option: '--second', why: 'secret missing' }));
  return secret;
}

async function handedOver(): Promise<string> {
  const fd = process.env[FD_VARIABLE];
  try {
    if (fd !== undefined) return firstLine(readFileSync(Number(fd), 'utf8'));
    return process.stdin.isTTY ? await prompted(process.stdin) : firstLine(readFileSync(0, 'utf8'));
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(failure('CONFIG_UNREADABLE', { option: '--second' }));
  }
}

const firstLine = (text: string) => (text.split('\n')[0] ?? '').replace(/\r$/, '');

const [ENTER, NEW_LINE, INTERRUPT, END, DELETE, BACKSPACE] = ['\r', '\n', '\u0003', '\u0004', '\u007f', '\b'];

/** Typed at a terminal, which shows nothing of it. */
function prompted(terminal: NodeJS.ReadStream): Promise<string> {
  process.stderr.write('第二人口令：');
  return new Promise((resolve, reject) => {
    let typed = '';
    const done = (settle: () => void) => {
      terminal.off('data', onData);
      terminal.setRawMode(false);
      terminal.pause();
      process.stderr.write('\n');
      settle();
    };
    const onData = (text: string) => {
      for (const key of text) {
        if (key === ENTER || key === NEW_LINE || key === END) return done(() => resolve(typed));
        if (key === INTERRUPT)
          return done(() => reject(new FailureError(failure('CLERK_SECOND_NEEDED', { why: 'given up' }))));
        if (key === DELETE || key === BACKSPACE) typed = typed.slice(0, -1);
        else typed += key;
      }
    };
    terminal.setRawMode(true);
    terminal.setEncoding('utf8').on('data', onData);
    terminal.resume();
  });
}
