import { scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ClerkRole, type ClerkView } from '../../contract/calls/people-views';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';

/** An offline sign-in is good for this long after the last one the province confirmed. */
export const VERIFIER_LIFE_MS = 7 * 24 * 3_600_000;
/** And this often: somebody who keeps the province away does not work here for a week. */
export const OFFLINE_SIGN_INS = 20;
const PARAMS = { N: 32_768, r: 8, p: 1 } as const;
const MAX_MEMORY = 64 * 1024 * 1024;

const HASH_LENGTH = 32;

/** Only what `rememberClerk` writes: weaker parameters would be somebody else's, and scrypt throws on odd ones. */
const Params = z.object({ N: z.literal(PARAMS.N), r: z.literal(PARAMS.r), p: z.literal(PARAMS.p) });

interface VerifierRow {
  name: string;
  role: string;
  salt: Uint8Array;
  hash: Uint8Array;
  params: string;
  valid_until: number;
  offline_left: number;
}

function derive(secret: string, salt: Uint8Array, params: z.infer<typeof Params>): Buffer {
  return scryptSync(secret, salt, HASH_LENGTH, { ...params, maxmem: MAX_MEMORY });
}

/** Null: the row is not one of ours, so nobody can say. */
function isRight(row: Pick<VerifierRow, 'salt' | 'hash' | 'params'>, secret: string): boolean | null {
  const params = Params.safeParse(JSON.parse(row.params));
  if (!params.success || row.hash.byteLength !== HASH_LENGTH) return null;
  return timingSafeEqual(derive(secret, row.salt, params.data), Buffer.from(row.hash));
}

/** Keeps what is needed to recognise this clerk's secret again, never the secret. */
export function rememberClerk(
  tx: SqlTx,
  clerk: ClerkView,
  secret: string,
  { clock, ids }: { clock: Clock; ids: Ids },
): void {
  const salt = ids.bytes(16);
  tx.run(
    `INSERT INTO clerk_verifier (account, name, role, salt, hash, params, valid_until, offline_left)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account) DO UPDATE SET name = excluded.name, role = excluded.role, salt = excluded.salt,
       hash = excluded.hash, params = excluded.params, valid_until = excluded.valid_until, offline_left = excluded.offline_left`,
    clerk.account,
    clerk.name,
    clerk.role,
    salt,
    new Uint8Array(derive(secret, salt, PARAMS)),
    JSON.stringify(PARAMS),
    clock.now() + VERIFIER_LIFE_MS,
    OFFLINE_SIGN_INS,
  );
}

/** One of the offline sign-ins is used up, of the secret and of the card alike. */
export function spendOffline(tx: SqlTx, account: string): void {
  for (const table of ['clerk_verifier', 'clerk_card'])
    tx.run(
      `UPDATE ${table} SET offline_left = offline_left - 1 WHERE account = ? AND offline_left > 0`,
      account,
    );
}

export function isRemembered(reader: SqlReader, account: string): boolean {
  return rememberedAccounts(reader).includes(account);
}

export function rememberedAccounts(reader: SqlReader): string[] {
  return reader
    .all<{ account: string }>(
      'SELECT account FROM clerk_verifier UNION SELECT account FROM clerk_card ORDER BY account',
    )
    .map((row) => row.account);
}

/** The province refused this clerk: neither an older verifier nor a card may let them in while it is unreachable. */
export function forgetClerk(tx: SqlTx, account: string): void {
  tx.run('DELETE FROM clerk_verifier WHERE account = ?', account);
  tx.run('DELETE FROM clerk_card WHERE account = ?', account);
}

/** It is the secret that the province confirmed last, whether or not that still lets anybody in. */
export function isSecretOf(reader: SqlReader, account: string, secret: string): boolean {
  const row = reader.get<VerifierRow>(
    'SELECT salt, hash, params FROM clerk_verifier WHERE account = ?',
    account,
  );
  return row !== undefined && isRight(row, secret) === true;
}

/** CLERK_OFFLINE_UNKNOWN where no verifier is in force, CLERK_OFFLINE_SPENT where it was used too often, CLERK_REFUSED for a wrong secret. */
export function verifyOffline(
  reader: SqlReader,
  account: string,
  secret: string,
  clock: Clock,
): Result<ClerkView> {
  const row = reader.get<VerifierRow>(
    'SELECT name, role, salt, hash, params, valid_until, offline_left FROM clerk_verifier WHERE account = ?',
    account,
  );
  if (!row || row.valid_until < clock.now()) return fail('CLERK_OFFLINE_UNKNOWN');
  const right = isRight(row, secret);
  if (right === null) return fail('CLERK_OFFLINE_UNKNOWN');
  if (!right) return fail('CLERK_REFUSED');
  if (row.offline_left < 1) return fail('CLERK_OFFLINE_SPENT');
  const role = ClerkRole.safeParse(row.role);
  return {
    ok: true,
    value: { account, name: row.name, role: role.success ? role.data : 'clerk', offline: true },
  };
}
