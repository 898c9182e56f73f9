/**
 * catalogue: what the hall can do. Service items, the licences they draw on, fields and materials, and the mapping
 * between them, loaded from one versioned edition.
 * May import: contract, core/base. Imported by: casework, entry.
 */
export type { Catalogue } from './catalogue';
export { loadCatalogue } from './load';
