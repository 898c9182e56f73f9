/**
 * words: every Chinese text of the window, and how numbers, days and times are written.
 * Failures have their own words in the contract. May import: contract (types, failure words). Imported by: all of renderer.
 */
export * from './audit';
export * from './codes';
export * from './consent';
export * from './data-key';
export * from './desk';
export * from './errands';
export * from './form';
export * from './format';
export * from './frame';
export * from './holder';
export * from './issue';
export * from './offline';
export * from './people';
export * from './province';
export * from './rooms';
export * from './rules';
export * from './scan';
export * from './shown-codes';
export * from './states';
