import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FailureError, fail, ok } from '../../../../main/contract/failures/failure';
import type { Session } from '../../../../main/core/casework/people/session';
import { secondPersonOf } from '../../../../main/core/entry/cli/second-person';
import { aSession, SECRET } from '../casework/a-session';
import { temporaryDir } from '../store/profile';

const SUPERVISOR = '90';

/** A command's session, and an act that takes two. */
function command(values: Record<string, string>) {
  const made = aSession();
  made.session.resume(
    { account: 'cli:it', name: '命令行', role: 'clerk', offline: true },
    { attended: false },
  );
  const withSecond = secondPersonOf({ session: made.session as Session }, values);
  const act = () => {
    const agreed = made.session.withSecond('export');
    return agreed.ok ? ok('done') : agreed;
  };
  return { ...made, withSecond, act };
}

function secretFile(secret: string): string {
  const path = join(temporaryDir(), 'secret');
  writeFileSync(path, `${secret}\n`);
  return path;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a command that does what takes two', () => {
  it('is refused where nobody is named, and says how to name somebody', async () => {
    const { withSecond, act } = command({});
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await codeOf(withSecond(act))).toBe('CLERK_SECOND_NEEDED');
    expect(said.mock.calls.join()).toContain('--second');
  });

  it('is done with a supervisor who proves it by a file, once for each act, on record', async () => {
    const file = { 'second-secret-file': secretFile(SECRET) };
    const { withSecond, act, trail } = command({ second: SUPERVISOR, ...file });
    expect(await withSecond(act)).toBe('done');
    expect(await withSecond(act)).toBe('done');
    expect(trail().map(({ actor, action, facts }) => [actor, action, facts.second])).toEqual([
      ['cli:it', 'second-person', SUPERVISOR],
      ['cli:it', 'second-person', SUPERVISOR],
    ]);
  });

  it('takes the secret from an open file of the caller too', async () => {
    const fd = openSync(secretFile(SECRET), 'r');
    vi.stubEnv('HALL_SECOND_SECRET_FD', String(fd));
    const { withSecond, act } = command({ second: SUPERVISOR });
    expect(await withSecond(act)).toBe('done');
    closeSync(fd);
  });

  it.each([
    ['another clerk', '01', SECRET, 'CLERK_SECOND_REFUSED'],
    ['a wrong secret', SUPERVISOR, 'a guess', 'CLERK_REFUSED'],
    ['no secret', SUPERVISOR, '', 'USAGE_WRONG'],
  ])('is not done with %s', async (_what, second, secret, expected) => {
    const { withSecond, act } = command({ second, 'second-secret-file': secretFile(secret) });
    expect(await codeOf(withSecond(act))).toBe(expected);
    expect(act().ok).toBe(false);
  });

  it('passes on every other refusal as it is, and asks nobody', async () => {
    const { withSecond } = command({ second: SUPERVISOR });
    expect(await codeOf(withSecond(() => fail('FORM_FIELD_UNKNOWN')))).toBe('FORM_FIELD_UNKNOWN');
  });
});
