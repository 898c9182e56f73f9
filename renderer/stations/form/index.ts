/**
 * form: the pre-filled form, field by field with its source, and the materials with what settles each.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { FormStation } from './FormStation';
export { sourceName, writeValue } from './form-layout';
