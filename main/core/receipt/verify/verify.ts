import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { Verdict } from '../../../contract/flow/grant';
import { type FileRecord, fileRecordIn } from '../file-record';
import { byteRange } from './checks/byte-range';
import type { Check, CheckContext, CheckResult } from './checks/check';
import { coverage } from './checks/coverage';
import { digest } from './checks/digest';
import { revisions } from './checks/revisions';
import { signature } from './checks/signature';
import { signed } from './checks/signed';
import { signingCertificate } from './checks/signing-certificate';
import { trust } from './checks/trust';
import { validity } from './checks/validity';
import { type Facts, gatherFacts } from './facts/facts';
import { verdictOf } from './verdict';

/** In the order a person would ask. */
const CHECKS: readonly Check[] = [
  signed,
  byteRange,
  coverage,
  revisions,
  digest,
  signature,
  signingCertificate,
  trust,
  validity,
];
const LARGEST_FILE = 64 * 1024 * 1024;

export interface Verification {
  verdict: Verdict;
  checks: readonly CheckResult[];
  /** Common name of the seal's certificate and the sealing time (epoch ms), as far as the file says so; not proof by itself. */
  signer: string | null;
  signedAt: number | null;
  /** Which receipt this is, and where the window's record of operations stood; the file's word as well. Null in older ones. */
  record: FileRecord | null;
}

export interface VerifyOptions extends CheckContext {
  /** Trusted roots: DER, or PEM texts as bytes. With none the verdict can never be `passed`. */
  trust: readonly Uint8Array[];
}

/**
 * Is this file a receipt exactly as it was sealed, by whom, and is the seal trusted? Any changed, added or cut byte
 * fails. Fails with RECEIPT_FILE_UNREADABLE (`why`: `not-pdf`, `too-large`) for what is no PDF at all.
 */
export async function verifyReceipt(file: Uint8Array, options: VerifyOptions): Promise<Result<Verification>> {
  if (file.length > LARGEST_FILE) return fail('RECEIPT_FILE_UNREADABLE', { why: 'too-large' });
  if (Buffer.from(file.subarray(0, 5)).toString('latin1') !== '%PDF-') {
    return fail('RECEIPT_FILE_UNREADABLE', { why: 'not-pdf' });
  }
  const facts = gatherFacts(file, options.trust);
  const checks = CHECKS.map((check) => run(check, facts, options));
  return ok({
    verdict: verdictOf(checks),
    checks,
    signer: facts.chain?.signer ?? null,
    signedAt: facts.signature?.signedAt ?? null,
    record: fileRecordIn(Buffer.from(file.buffer, file.byteOffset, file.byteLength)),
  });
}

function run(check: Check, facts: Facts, context: CheckContext): CheckResult {
  const finding = check.find(facts, context);
  if (finding === 'ok') return { check: check.name, verdict: 'passed', code: 'ok' };
  return 'failed' in finding
    ? { check: check.name, verdict: 'failed', code: finding.failed }
    : { check: check.name, verdict: 'undetermined', code: finding.undetermined };
}
