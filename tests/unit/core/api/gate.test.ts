import { describe, expect, it } from 'vitest';
import { answerCall, type CoreCallName, RIGHTS } from '../../../../main/contract/calls';
import type { Result } from '../../../../main/contract/failures/failure';
import { createHandlers, type Workstation } from '../../../../main/core/api';
import { INPUTS } from '../../contract/calls/samples';
import { aSession, SECRET } from '../casework/a-session';
import { value } from '../store/profile';

const NAMES = Object.keys(RIGHTS) as CoreCallName[];

/** A workstation whose office has a session and nothing behind it: whatever passes the gate falls over. */
function gate() {
  const made = aSession();
  const office = { session: made.session };
  const workstation = { office: () => office } as unknown as Workstation;
  const handlers = createHandlers(workstation);
  const groups = handlers as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<Result<unknown>> | Result<unknown>>
  >;
  /** Behind the gate there is nothing: what was let through falls over. */
  const call = async (name: CoreCallName, input: unknown = INPUTS[name] ?? null) => {
    const [group = '', member = ''] = name.split('.');
    try {
      const answer = await groups[group]?.[member]?.(input);
      return answer === undefined || answer.ok ? 'ok' : answer.failure.code;
    } catch {
      return 'let through';
    }
  };
  return { ...made, call };
}

describe('the gate before the calls', () => {
  it.each(['clerk', 'supervisor', 'it'] as const)(
    'lets a %s through to what is theirs, and no further',
    async (role) => {
      const { session, call } = gate();
      value(await session.signIn({ clerk: '01', supervisor: '90', it: '95' }[role], SECRET));
      for (const name of NAMES) {
        const right = RIGHTS[name];
        if (right === 'anyone' || right.includes(role)) continue;
        expect(await call(name), name).toBe('CLERK_NOT_ALLOWED');
      }
    },
  );

  it('refuses whoever is not signed in, or has locked the window', async () => {
    const { session, call } = gate();
    const closed = NAMES.filter((name) => RIGHTS[name] !== 'anyone');
    for (const name of closed) expect(await call(name), name).toBe('CLERK_SIGNED_OUT');
    value(await session.signIn('90', SECRET));
    session.lock('asked');
    for (const name of closed) expect(await call(name), name).toBe('CLERK_SIGNED_OUT');
  });

  it('keeps a search by somebody’s number to supervisors: who was here is a thing to know about them', async () => {
    const { session, call } = gate();
    const search = { limit: 9, holder: '11010519491231002X' };
    value(await session.signIn('95', SECRET));
    expect(await call('audit.list', { limit: 9 })).toBe('let through');
    expect(await call('audit.list', search)).toBe('CLERK_NOT_ALLOWED');
    expect(await call('audit.export', { format: 'csv', holder: search.holder })).toBe('CLERK_NOT_ALLOWED');
    value(await session.signIn('90', SECRET));
    expect(await call('audit.list', search)).toBe('let through');
  });

  it('lets nobody take an act out of dual control alone', async () => {
    const { session } = aSession();
    value(await session.signIn('95', SECRET));
    let settings = { ...INPUTS['settings.save'], secondPersonFor: ['export', 'paper'] };
    const handlers = createHandlers({
      office: () => ({ session }),
      settings: {
        read: () => settings,
        save: (next: typeof settings) => {
          settings = next;
          return { ok: true, value: next };
        },
      },
    } as unknown as Workstation);
    const save = (acts: string[]) =>
      answerCall(
        'core',
        handlers,
        'settings.save',
        { ...settings, secondPersonFor: acts },
        () => undefined,
      ).then(({ failure }) => failure?.code ?? 'ok');
    expect(await save(['export', 'paper', 'deviation'])).toBe('ok');
    expect(await save(['export'])).toBe('CLERK_SECOND_NEEDED');
    value(await session.approve('export', '90', SECRET));
    expect(await save(['export'])).toBe('CLERK_SECOND_NEEDED');
    value(await session.approve('relax', '90', SECRET));
    expect(await save(['export'])).toBe('ok');
    expect(settings.secondPersonFor).toEqual(['export']);
  });

  it('has no way in while the store is locked, but to unlock it', async () => {
    const handlers = createHandlers({ office: () => null } as unknown as Workstation);
    const answer = await answerCall(
      'core',
      handlers,
      'settings.save',
      INPUTS['settings.save'],
      () => undefined,
    );
    expect(answer.failure?.code).toBe('STORE_LOCKED');
  });
});
