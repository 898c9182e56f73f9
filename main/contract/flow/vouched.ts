import type { FieldSource } from './form';

/** Sources that vouch for a value: neither typed at the window nor what the definition starts the field with. */
export type VouchedSource = Exclude<FieldSource, { from: 'clerk' | 'preset' }>;

/** Apart from the schemas, so that the page can ask without loading their library. */
export function isVouched(source: FieldSource | null | undefined): source is VouchedSource {
  return source != null && source.from !== 'clerk' && source.from !== 'preset';
}
