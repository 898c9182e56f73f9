import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Errand } from '../../../contract/flow/errand';
import type { FormMaterial } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { Difference } from '../../../contract/flow/provisional';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import type { CaseFile } from '../case/case-file';
import type { CaseworkDeps } from '../deps';
import { materialVerification } from '../errands/errand-requests';
import { errandsOfCase, makeErrand } from '../errands/errands';
import { materialDifference } from './offline-compare';
import type { EntryContent } from './offline-entries';

/** Proofs that a department has to confirm before the case is taken in for good (R27): asked by the office, never of the applicant (R14). */
const isAwaited = (material: FormMaterial) =>
  material.deferred === true && material.settlement === 'verification' && !material.hidden;

/** Of a checked entry: what it still waits for. */
export function awaitedOf({ grant, form }: Pick<EntryContent, 'grant' | 'form'>): FormMaterial[] {
  return grant === null ? [] : form.materials.filter(isAwaited);
}

/** Asks the departments, in the transaction that saves what the check found. */
export function askDepartments(
  deps: CaseworkDeps,
  tx: SqlTx,
  about: { file: CaseFile; grant: Grant; definition: ItemDefinition; content: EntryContent; actor: string },
): void {
  const { file, grant, definition, content, actor } = about;
  for (const { key } of awaitedOf(content)) {
    const own = definition.materials.find((each) => each.key === key);
    if (!own) continue;
    const draft = materialVerification(deps, file, grant, own);
    makeErrand(tx, { ...draft, caseId: file.id, itemSeq: definition.seq, actor }, deps);
  }
}

/** The newest question about the material since the grant; what was asked under an earlier one is over. */
function errandAbout(errands: readonly Errand[], key: string, grant: Grant): Errand | undefined {
  return errands.findLast(
    (each) =>
      each.subject === `material:${key}` && each.kind === 'verification' && each.createdAt >= grant.grantedAt,
  );
}

/**
 * The entry with what departments have answered so far: confirmed settles the proof, anything else becomes a difference.
 * `pending`: names of the proofs whose answers are still out.
 */
export function withAnswers(
  reader: SqlReader,
  entry: { caseId: string },
  content: EntryContent,
  now: number,
): { content: EntryContent; pending: string[] } {
  const { grant } = content;
  if (grant === null) return { content, pending: [] };
  const errands = errandsOfCase(reader, entry.caseId, now);
  const differences: Difference[] = [];
  const pending: string[] = [];
  const known = new Set(content.differences.map(({ kind, key }) => `${kind} ${key}`));
  const materials = content.form.materials.map((material): FormMaterial => {
    if (!isAwaited(material) || known.has(`material ${material.key}`)) return material;
    const asked = errandAbout(errands, material.key, grant);
    if (asked?.outcome === 'confirmed') return { ...material, settled: true, deferred: undefined };
    if (asked && ['to-send', 'asked', 'overdue'].includes(asked.state)) {
      pending.push(material.name);
      return material;
    }
    differences.push(materialDifference(material, 'not-settled'));
    return material;
  });
  return {
    content: {
      ...content,
      form: { ...content.form, materials },
      differences: [...content.differences, ...differences],
    },
    pending,
  };
}
