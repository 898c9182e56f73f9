/**
 * outbox: what is sealed and on its way to the province, and what needs a person.
 * May import: contract, hall, parts, words, antd, the receipt screen's list. Imported by: app.
 */
export { OutboxStation } from './OutboxStation';
