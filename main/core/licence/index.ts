/**
 * licence: credential -> grant. What the holder authorised, fetched for one purpose and judged.
 * May import: contract, base. Imported by: casework.
 */
export { judgeLicence } from './judge';
export {
  type GrantPurpose,
  purposeText,
  resolveGrant,
  type WantedLicence,
} from './resolve';
