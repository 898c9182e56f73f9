/**
 * calls: the contract between the window and the processes behind it, as one schema value and what derives from it.
 * May import: zod, the rest of contract. Imported by: preload, renderer (types), shell, core/api, core/entry, the training world.
 */
export * from './answer';
export * from './audit-views';
export type { CallDefinition, CallHost } from './definition';
export * from './device-views';
export * from './facade';
export * from './hall-views';
export * from './holder-views';
export * from './link';
export * from './people-views';
export * from './published-views';
export { RECOVERY_SHEET } from './recovery-sheet';
export * from './rights';
export * from './schema';
export * from './settings-view';
export * from './views';
