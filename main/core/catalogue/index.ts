/**
 * catalogue: what the hall can do. Service items, the licences they draw on, fields and materials, and the mapping
 * between them: signed editions with their days, checked to grow only, searched, and as of today (cancelled proofs,
 * what the hall has switched on). Several items of a theme come as one.
 * May import: contract, core/base. Imported by: casework, entry.
 */
export type { Catalogue } from './catalogue';
export { checkEditions, type EditionReport } from './check';
export { EDITIONS_A_YEAR, publishedIn } from './doubts';
export { loadCatalogue, parseEdition } from './load';
export { mergeDefinitions } from './merge';
export { type CatalogueProfile, openCatalogueProfile } from './profile';
export { publishedRules } from './published';
export { publishedFiles } from './published-files';
export { createItemSearch } from './search';
export { createShelf, type Shelf } from './shelf';
export { EDITION_BYTES_MAX, openSignedEdition } from './signature';
export { takeEdition } from './take';
