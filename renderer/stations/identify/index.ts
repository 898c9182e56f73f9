/**
 * identify: which item, and who is asking. Either comes first; with both the province is asked by itself.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { IdentifyStation } from './IdentifyStation';
