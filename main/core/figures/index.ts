/**
 * figures: counts of finished cases and the rates computed from them (R117, R135). Holds nothing about a person.
 * May import: contract, base. Imported by: casework, entry. Writes: case_figure, licence_quality.
 */
export { qualityCsv, ratesCsv } from './csv';
export { QUALITY_GROUPS, type QualityGroup, type QualityRow, qualityBy, recordQuality } from './quality';
export { RATE_GROUPS, type RateGroup, type RateRow, ratesBy } from './rates';
export { type CaseFigure, countForm, recordFigure, recordLapse } from './record';
