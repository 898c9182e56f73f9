/**
 * hall: what every screen stands on: the snapshot store, calls to the processes behind the window, typed-but-unsent text,
 * keys, scanners that type, and the light between a field and its evidence.
 * May import: the contract (types), bridge, words, react. Imported by: app, parts, stations.
 */
export * from './activity';
export * from './case-steps';
export * from './device-kinds';
export * from './evidence-light';
export * from './field-drafts';
export * from './hall-context';
export * from './key-map';
export * from './keyboard-scans';
export * from './keys';
export * from './said-on-bar';
export * from './second-person';
export * from './snapshot-store';
export * from './use-call';
export * from './use-case-question';
export * from './use-now';
export * from './use-reading';
export * from './use-wedge';
