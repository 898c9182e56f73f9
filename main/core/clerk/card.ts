import { ClerkRole, type ClerkView } from '../../contract/calls/people-views';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import { OFFLINE_SIGN_INS, VERIFIER_LIFE_MS } from './verifier';

/** Whose card it is, and whether their secret has to follow. */
export interface CardClerk {
  readonly clerk: ClerkView;
  readonly confirm: boolean;
}

interface CardRow {
  account: string;
  name: string;
  role: string;
  confirm: number;
  valid_until: number;
  offline_left: number;
}

/**
 * A card is a thing that can be lost or lent. Alone it signs in those who work at the window, where the province says so;
 * whoever may look into the record, change settings or be the second person gives their secret besides, whatever it says.
 */
export function needsSecret({ role }: Pick<ClerkView, 'role'>, asked: boolean): boolean {
  return asked || role !== 'clerk';
}

/** `card`: keyed digest of its number; the number itself is kept nowhere. A clerk's new card takes the old one's place. */
export function rememberCard(
  tx: SqlTx,
  card: string,
  { clerk, confirm }: CardClerk,
  { clock }: { clock: Clock },
): void {
  tx.run('DELETE FROM clerk_card WHERE card = ? OR account = ?', card, clerk.account);
  tx.run(
    'INSERT INTO clerk_card (card, account, name, role, confirm, valid_until, offline_left) VALUES (?, ?, ?, ?, ?, ?, ?)',
    card,
    clerk.account,
    clerk.name,
    clerk.role,
    confirm ? 1 : 0,
    clock.now() + VERIFIER_LIFE_MS,
    OFFLINE_SIGN_INS,
  );
}

/** The province does not know it as a clerk's (any more). */
export function forgetCard(tx: SqlTx, card: string): void {
  tx.run('DELETE FROM clerk_card WHERE card = ?', card);
}

/** Who has signed in here with it, however long ago; null where nobody has. */
export function accountOfCard(reader: SqlReader, card: string): string | null {
  return (
    reader.get<{ account: string }>('SELECT account FROM clerk_card WHERE card = ?', card)?.account ?? null
  );
}

/** By the same limits as a secret: CLERK_OFFLINE_UNKNOWN where none is in force, CLERK_OFFLINE_SPENT where it was used too often. */
export function cardOffline(reader: SqlReader, card: string, clock: Clock): Result<CardClerk> {
  const row = reader.get<CardRow>(
    'SELECT account, name, role, confirm, valid_until, offline_left FROM clerk_card WHERE card = ?',
    card,
  );
  const role = ClerkRole.safeParse(row?.role);
  if (!row || !role.success || row.valid_until < clock.now()) return fail('CLERK_OFFLINE_UNKNOWN');
  if (row.offline_left < 1) return fail('CLERK_OFFLINE_SPENT');
  const clerk: ClerkView = { account: row.account, name: row.name, role: role.data, offline: true };
  return { ok: true, value: { clerk, confirm: row.confirm === 1 } };
}
