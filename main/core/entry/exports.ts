import { mkdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { hallTime } from '../base';

/** `exports/audit-20261122-143000.csv` for `audit.csv`; never over a file that is there. STORE_UNWRITABLE. */
export function keepExport(profileDir: string, name: string, text: string, clock: Clock): Result<string> {
  const { day, time } = hallTime(clock.now());
  const stamp = `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
  const { name: base, ext } = parse(name);
  const path = join(profileDir, 'exports', `${base}-${stamp}${ext}`);
  try {
    mkdirSync(join(profileDir, 'exports'), { recursive: true, mode: 0o700 });
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return { ok: true, value: path };
  } catch {
    return fail('STORE_UNWRITABLE');
  }
}
