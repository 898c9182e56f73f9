/**
 * parts: pieces that several screens share.
 * May import: contract (types, failure words), hall, words, antd, react. Imported by: app, stations.
 */
export * from './ActionBar';
export * from './CardPhoto';
export * from './Chip';
export * from './ConfirmDialog';
export * from './Dialog';
export * from './EmptyNote';
export * from './FailureNote';
export * from './Icon';
export * from './Key';
export * from './Labelled';
export * from './ObjectDialog';
export * from './ParcelChip';
export * from './ReasonDialog';
export * from './ReasonField';
export * from './SealLines';
export * from './Station';
export * from './Table';
export * from './Told';
export * from './WaitingNote';
