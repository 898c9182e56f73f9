/**
 * errands: the office's own list: cases that wait for a department, what was asked of whom, how departments answer.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { ErrandsStation } from './ErrandsStation';
