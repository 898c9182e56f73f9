import type { Errand } from './errand';

/**
 * The issuer has corrected the licence after an objection, and this copy is from before: the grant it came under was over
 * when the answer came. Only the holder can let it be fetched again (R78).
 */
export function isCorrectedSince(
  copy: { typeSeq: number; fetchedAt: number; correctedAt: number | null },
  { kind, subject, outcome, answeredAt }: Pick<Errand, 'kind' | 'subject' | 'outcome' | 'answeredAt'>,
): boolean {
  if (kind !== 'objection' || outcome !== 'upheld' || answeredAt === null) return false;
  const isAbout = subject.startsWith(`element:${copy.typeSeq}.`);
  return isAbout && copy.fetchedAt < answeredAt && (copy.correctedAt ?? 0) < answeredAt;
}
