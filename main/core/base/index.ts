/**
 * base: the few things every core module may lean on. A closed list: clock, ids, log, mask, bytes, csv, numbers.
 * May import: contract, node:. Imported by: every module of core.
 */
export { fromBase64, sha256, toBase64 } from './bytes';
export { hallTime, systemClock } from './clock';
export { csvFile, csvRow } from './csv';
export { systemIds } from './ids';
export { createLog, fileLog, silentLog } from './log';
export { maskLicenceNumber, maskName, maskNumber, maskValue } from './mask';
export {
  CREDIT_ALPHABET,
  calendarDay,
  creditCheck,
  creditCodeValid,
  hasCreditCodeForm,
  hasIdentityNumberForm,
  IDENTITY_CHECKS,
  identityCheck,
  identityCheckFits,
  identityNumberValid,
} from './numbers';
