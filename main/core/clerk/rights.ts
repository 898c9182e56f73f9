import { type ClerkView, type CoreCallName, mayCall } from '../../contract/calls';
import { fail, type Result } from '../../contract/failures/failure';

/** CLERK_SIGNED_OUT where nobody is signed in, CLERK_NOT_ALLOWED where the role is not in the table (contract/calls/rights.ts). */
export function checkRight(clerk: ClerkView | null, name: CoreCallName, input?: unknown): Result<null> {
  if (mayCall(clerk?.role ?? null, name, input)) return { ok: true, value: null };
  return clerk === null
    ? fail('CLERK_SIGNED_OUT')
    : fail('CLERK_NOT_ALLOWED', { call: name, role: clerk.role });
}

/** Four eyes: somebody else, and one of the two is a supervisor. */
export function mayBeSecond(first: ClerkView, second: Pick<ClerkView, 'account' | 'role'>): boolean {
  if (first.account === second.account || second.role === 'kiosk') return false;
  return first.role === 'supervisor' || second.role === 'supervisor';
}
