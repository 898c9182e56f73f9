/**
 * settings: the window's own settings, facts about this station for the hot-line, and the record of operations.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { SettingsStation } from './SettingsStation';
