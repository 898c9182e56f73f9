import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import type { ErrandKind } from '../../../contract/flow/errand';
import type { SqlReader } from '../../../contract/ports/database';
import type { BackfillRequest } from '../../../contract/province/backfills';
import { type CaseFile, holderKind } from '../case/case-file';
import type { CaseworkDeps } from '../deps';
import { type ErrandDraft, referenceOf } from './errand-requests';
import { errandsOfCase } from './errands';

/** What a department is asked to bring into the library: an old licence (R74), or a proof that it issues now (R30). */
export type Brought = Extract<ErrandKind, 'backfill' | 'issue'>;

const WAYS: Readonly<Record<Brought, BackfillRequest['way']>> = { backfill: 'archive', issue: 'issue' };
const NOT_OFFERED = { backfill: 'LICENCE_BACKFILL_NOT_OFFERED', issue: 'LICENCE_ISSUE_NOT_OFFERED' } as const;

const subjectOf = (key: string): string => `material:${key}`;

/** Materials of the case that this was asked for. */
export function broughtFor(
  reader: SqlReader,
  caseId: string,
  now: number,
  kinds: readonly Brought[],
): string[] {
  return errandsOfCase(reader, caseId, now)
    .filter(({ kind, state }) => (kinds as readonly string[]).includes(kind) && state !== 'withdrawn')
    .map(({ subject }) => subject.slice(subjectOf('').length));
}

/**
 * Materials for which this may be asked: the holder granted the type, the library has none, and the catalogue says that old
 * ones of the type are still being brought in, or that its department issues it online.
 */
export function offered(
  deps: Pick<CaseworkDeps, 'store' | 'clock' | 'catalogue'>,
  file: CaseFile,
  what: Brought,
  definition?: ItemDefinition,
): string[] {
  const { grant, form } = file;
  if (!grant || !form || file.itemSeq === null) return [];
  const edition = deps.catalogue.inEdition(file.edition);
  const found = definition ?? edition.definition(file.itemSeq, holderKind(file));
  const materials = 'materials' in found ? found.materials : found.ok ? found.value.materials : [];
  const asked = new Set(broughtFor(deps.store.read, file.id, deps.clock.now(), ['backfill', 'issue']));
  return materials.flatMap(({ key, typeSeq }) => {
    const isAbsent = grant.gaps.some((gap) => gap.typeSeq === typeSeq && gap.why === 'absent');
    const isOpen = form.materials.some((each) => each.key === key && !each.settled && !each.hidden);
    const isThere =
      typeSeq !== null &&
      (what === 'backfill' ? edition.isBackfilled(typeSeq) : edition.isIssuedOnline(typeSeq));
    return isAbsent && isOpen && isThere && !asked.has(key) ? [key] : [];
  });
}

/** FORM_FIELD_UNKNOWN, LICENCE_BACKFILL_NOT_OFFERED, LICENCE_ISSUE_NOT_OFFERED. */
export function broughtDraft(
  deps: CaseworkDeps,
  { file, key, definition, what }: { file: CaseFile; key: string; definition: ItemDefinition; what: Brought },
): Result<ErrandDraft> {
  const material = definition.materials.find((each) => each.key === key);
  const type =
    material?.typeSeq == null
      ? undefined
      : deps.catalogue.inEdition(file.edition).licenceType(material.typeSeq);
  if (!material || !file.grant) return fail('FORM_FIELD_UNKNOWN');
  if (!type || !offered(deps, file, what, definition).includes(key)) return fail(NOT_OFFERED[what]);
  const body: Omit<BackfillRequest, 'requestId'> = {
    reference: referenceOf(deps, file, file.grant),
    grantRef: file.grant.provinceRef,
    typeSeq: type.seq,
    department: type.issuer,
    way: WAYS[what],
  };
  const { name: label } = type;
  return { ok: true, value: { kind: what, subject: subjectOf(key), label, department: type.issuer, body } };
}
