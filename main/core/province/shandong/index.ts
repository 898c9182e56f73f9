/**
 * shandong: licences by the municipal sharing interface of Shandong, as far as that goes.
 * May import: contract, base, the rest of province. Imported by: province.
 */
export { ShandongSettings } from './elements';
export { municipalLine } from './line';
export { shandongSource } from './source';
