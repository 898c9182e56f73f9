import type { FormGap } from '../../hall';

/** Ids that the fields and materials on the page carry. */
export function gapId(gap: Pick<FormGap, 'kind' | 'key'>): string {
  return gap.kind === 'material' ? `material-${gap.key}` : `field-${gap.key}`;
}

/** Moves the focus to the gap after the one that has it (or to the first), and brings it into sight. */
export function focusGap(gaps: readonly FormGap[], fromStart = false): void {
  const here = gaps.findIndex((gap) => gapId(gap) === document.activeElement?.id);
  const next = gaps[fromStart ? 0 : (here + 1) % gaps.length];
  if (!next) return;
  const element = document.getElementById(gapId(next));
  element?.focus();
  element?.scrollIntoView({ block: 'center' });
}
