import { readFileSync } from 'node:fs';
import { failure } from '../../../contract/failures/failure';
import { systemClock } from '../../base';
import { verifyReceipt } from '../../receipt';
import type { Values } from './commands';
import { failed, type Outcome, print } from './output';
import { guarded, orThrow, textOf } from './values';

const EXIT = { passed: 0, failed: 1, undetermined: 2 } as const;
const CERTIFICATE = Buffer.from('-----BEGIN CERTIFICATE-----');

function read(path: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}

export function receiptVerify(values: Values, positionals: string[]): Promise<Outcome> {
  return guarded(async () => {
    const file = read(positionals[0] ?? '');
    if (!file) return failed(failure('RECEIPT_FILE_UNREADABLE', { option: 'FILE' }));
    const trustPath = textOf(values, 'trust');
    const trust = trustPath === undefined ? null : read(trustPath);
    if (trustPath !== undefined && (!trust || !Buffer.from(trust).includes(CERTIFICATE))) {
      return failed(failure('USAGE_WRONG', { option: '--trust', why: 'PEM certificate' }));
    }
    const judged = orThrow(
      await verifyReceipt(file, { trust: trust ? [trust] : [], now: systemClock.now() }),
    );
    print(judged);
    return { exitCode: EXIT[judged.verdict], failure: null };
  });
}
