import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import type { SqlReader } from '../../../contract/ports/database';
import type { BackfillRequest } from '../../../contract/province/backfills';
import { type CaseFile, holderKind } from '../case/case-file';
import type { CaseworkDeps } from '../deps';
import { type ErrandDraft, referenceOf } from './errand-requests';
import { errandsOfCase } from './errands';

const subjectOf = (key: string): string => `material:${key}`;

/** Materials of the case whose old licence was asked for. */
export function backfillsAsked(reader: SqlReader, caseId: string, now: number): string[] {
  return errandsOfCase(reader, caseId, now)
    .filter(({ kind, state }) => kind === 'backfill' && state !== 'withdrawn')
    .map(({ subject }) => subject.slice(subjectOf('').length));
}

/**
 * Materials for which an old licence may be asked for (R74): the holder granted the type, the library has none, and the
 * catalogue says that old ones of the type are still being brought in.
 */
export function backfillsOffered(
  deps: Pick<CaseworkDeps, 'store' | 'clock' | 'catalogue'>,
  file: CaseFile,
  definition?: ItemDefinition,
): string[] {
  const { grant, form } = file;
  if (!grant || !form || file.itemSeq === null) return [];
  const edition = deps.catalogue.inEdition(file.edition);
  const found = definition ?? edition.definition(file.itemSeq, holderKind(file));
  const materials = 'materials' in found ? found.materials : found.ok ? found.value.materials : [];
  const asked = new Set(backfillsAsked(deps.store.read, file.id, deps.clock.now()));
  return materials.flatMap(({ key, typeSeq }) => {
    const isAbsent = grant.gaps.some((gap) => gap.typeSeq === typeSeq && gap.why === 'absent');
    const isOpen = form.materials.some((each) => each.key === key && !each.settled && !each.hidden);
    const isOld = typeSeq !== null && edition.isBackfilled(typeSeq);
    return isAbsent && isOpen && isOld && !asked.has(key) ? [key] : [];
  });
}

/** FORM_FIELD_UNKNOWN, LICENCE_BACKFILL_NOT_OFFERED. */
export function backfillDraft(
  deps: CaseworkDeps,
  { file, key, definition }: { file: CaseFile; key: string; definition: ItemDefinition },
): Result<ErrandDraft> {
  const material = definition.materials.find((each) => each.key === key);
  const type =
    material?.typeSeq == null
      ? undefined
      : deps.catalogue.inEdition(file.edition).licenceType(material.typeSeq);
  if (!material || !file.grant) return fail('FORM_FIELD_UNKNOWN');
  if (!type || !backfillsOffered(deps, file, definition).includes(key))
    return fail('LICENCE_BACKFILL_NOT_OFFERED');
  const body: Omit<BackfillRequest, 'requestId'> = {
    reference: referenceOf(deps, file, file.grant),
    grantRef: file.grant.provinceRef,
    typeSeq: type.seq,
    department: type.issuer,
  };
  const { name: label } = type;
  return {
    ok: true,
    value: { kind: 'backfill', subject: subjectOf(key), label, department: type.issuer, body },
  };
}
