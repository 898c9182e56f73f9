/**
 * records: the record of operations for supervisors and IT, and the slip on which the holder sees who looked at their data.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { RecordsStation } from './RecordsStation';
