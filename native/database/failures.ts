import { type Failure, failure } from '../../main/contract/failures/failure';

/** The code SQLite or the operating system put on the error, empty where there is none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/**
 * What an error of SQLite or of the file system means for the store; `null` for everything that is a
 * programmer's error (a constraint, bad SQL). Only the code goes into the details: a message may quote data.
 * SQLITE_NOTADB says "wrong key" only while a file is being opened; later the key is proven and the file is to blame.
 */
export function databaseFailure(error: unknown, opening: boolean): Failure | null {
  const code = errorCode(error);
  const details = { cause: code };
  if (code === 'SQLITE_NOTADB') return failure(opening ? 'STORE_WRONG_KEY' : 'STORE_DAMAGED', details);
  if (/^SQLITE_(CORRUPT|IOERR_(READ|SHORT_READ|DATA|CORRUPTFS))/.test(code))
    return failure('STORE_DAMAGED', details);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return failure('STORE_DISK_FULL', details);
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return failure('STORE_IN_USE', details);
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') return failure('STORE_IO_ERROR', details);
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH|NOLFS)/.test(code)) return failure('STORE_UNWRITABLE', details);
  if (/^E(ACCES|PERM|ROFS|NOENT|NOTDIR|ISDIR|EXIST|MFILE|NFILE|BUSY)$/.test(code))
    return failure('STORE_UNWRITABLE', details);
  return null;
}
