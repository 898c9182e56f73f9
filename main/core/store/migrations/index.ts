/**
 * migrations: the schema's history, oldest first. Numbers go up in tens, so a hot-fix fits in between; forward only.
 * May import: nothing (a migration must mean the same for ever, whatever becomes of the code around it).
 * Imported by: store.
 */
import { foundation } from './0010-foundation';
import { caseKeys } from './0030-case-keys';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [foundation, caseKeys];
