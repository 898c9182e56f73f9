/**
 * calls: the contract between the window and the processes behind it, as one schema value and what derives from it.
 * May import: zod, the rest of contract. Imported by: preload, renderer (types), shell, core/api, core/entry, the training world.
 */
export * from './answer';
export * from './audit-views';
export * from './facade';
export * from './link';
export * from './people-views';
export * from './rights';
export * from './schema';
export * from './views';
