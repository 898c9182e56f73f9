/**
 * licence: credential -> grant. The holder is asked for one purpose; what they allowed comes through the gate and is judged.
 * May import: contract, base. Imported by: casework.
 */
export {
  consentRequest,
  decisionOf,
  type Granted,
  type GrantPurpose,
  grantAtOnce,
  purposeText,
  referenceOf,
  shownBy,
  wayOf,
} from './consent';
export type { Answerable } from './duties';
export { fetchJudged } from './fetch';
export {
  createLicenceGate,
  type LicenceGate,
  type OpenGrant,
  type RefusedCall,
} from './gate';
export { judgeLicence, recheckStatus } from './judge';
export { homeCity } from './levels';
export { fetchGranted, type WantedLicence } from './resolve';
