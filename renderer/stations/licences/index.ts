/**
 * licences: what is asked of the province, for which purpose, what came, what is missing and what settles it instead.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { LicencesStation } from './LicencesStation';
