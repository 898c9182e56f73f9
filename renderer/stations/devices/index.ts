/**
 * devices: a card per device and connection: state, cause, remedy.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { DevicesStation } from './DevicesStation';
