/**
 * receipt: the sealed receipt: what it is, whether it is genuine, what became of it; handing it over closes the case.
 * May import: contract, hall, parts, words, antd. Imported by: app, and outbox for the list of receipts.
 */
export { ReceiptList } from './ReceiptList';
export { ReceiptStation } from './ReceiptStation';
