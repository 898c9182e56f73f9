/**
 * credential: frame -> credential. Reads the text of an ID card (`idcard/`) or of a scanned code (`qr/`) and judges what can
 * be judged without the province (`checks/`).
 * May import: contract, base. Imported by: main/core/casework.
 */
export { licenceIdentifierCheck } from './checks/licence-identifier';
export { nationName } from './idcard/nations';
export { creditCodeIn } from './qr/credit-code';
export { asIdentity } from './qr/identity';
export { createReplayGuard } from './qr/replay-guard';
export { readCredential } from './read-credential';
