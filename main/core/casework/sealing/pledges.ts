import { fail, type Result } from '../../../contract/failures/failure';
import type { FormMaterial, GivenPledge } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { Signature } from '../../../contract/flow/signature';
import type { SqlReader } from '../../../contract/ports/database';
import { canonicalJson } from '../../../contract/province/wire';
import { appendAudit } from '../../audit';
import { sha256 } from '../../base';
import type { CaseFile } from '../case/case-file';
import type { CaseworkDeps } from '../deps';
import { referenceOf } from '../errands/errand-requests';

export interface PledgeCheck {
  ref: string;
  excluded: boolean;
  checkedAt: number;
}

/** What the credit platform said about a pledge of this holder for this material; undefined while it has said nothing. */
export function pledgeCheck(
  reader: SqlReader,
  caseId: string,
  grantRef: string,
  material: string,
): PledgeCheck | undefined {
  const row = reader.get<{ ref: string; excluded: number; checkedAt: number }>(
    'SELECT ref, excluded, checked_at AS checkedAt FROM pledge_check WHERE case_id = ? AND grant_ref = ? AND material = ?',
    caseId,
    grantRef,
    material,
  );
  return row && { ...row, excluded: row.excluded === 1 };
}

/**
 * Asks for each of the materials whether the holder may pledge (R132) and keeps the answer. Fails with the first failure;
 * what was answered by then is kept.
 */
export async function checkPledges(
  deps: CaseworkDeps,
  file: CaseFile,
  grant: Grant,
  materials: readonly string[],
): Promise<Result<null>> {
  const reference = referenceOf(deps, file, grant);
  const grantRef = grant.provinceRef;
  const unasked = materials.filter((key) => !pledgeCheck(deps.store.read, file.id, grantRef, key));
  const answers = await Promise.all(
    unasked.map(async (materialKey) => {
      const answer = await deps.province.ask('checkExclusion', {
        body: { grantRef, materialKey, reference },
      });
      if (!answer.ok) return answer;
      const { exclusionRef, excluded, checkedAt } = answer.value;
      deps.store.transaction((tx) => {
        tx.run(
          'INSERT OR REPLACE INTO pledge_check VALUES (?, ?, ?, ?, ?, ?)',
          file.id,
          grantRef,
          materialKey,
          exclusionRef,
          excluded ? 1 : 0,
          checkedAt,
        );
        const facts = { material: materialKey, excluded };
        appendAudit(tx, { actor: file.clerk, action: 'pledge-checked', caseId: file.id, facts }, deps);
      });
      return answer;
    }),
  );
  const failed = answers.find((answer) => !answer.ok);
  return failed && !failed.ok ? failed : { ok: true, value: null };
}

/** PLEDGE_EXCLUDED, PLEDGE_UNCHECKED. */
export function mayPledge(reader: SqlReader, file: CaseFile, material: string): Result<PledgeCheck> {
  // With the province away nobody can be asked: the pledge is taken, and checked before the case is taken in for good.
  if (file.provisional) return { ok: true, value: { ref: '', excluded: false, checkedAt: 0 } };
  const check = file.grant && pledgeCheck(reader, file.id, file.grant.provinceRef, material);
  if (!check) return fail('PLEDGE_UNCHECKED');
  return check.excluded ? fail('PLEDGE_EXCLUDED') : { ok: true, value: check };
}

/** Which words were read: the edition they stand in, and a digest, since a city's list may word them differently. */
export function textVersion(edition: string, text: string): string {
  return `${edition.slice(0, 23)}-${sha256(text).slice(0, 16)}`;
}

/** The pledge as given: with handwriting it is signed, without it was spoken and is called so. */
export function givenPledge(
  material: Pick<FormMaterial, 'key' | 'pledgeText'>,
  about: { edition: string; holder: { name: string; code: string }; at: number; signature: Signature | null },
): GivenPledge {
  const { edition, holder, at, signature } = about;
  const version = textVersion(edition, material.pledgeText);
  const method = signature === null ? 'spoken' : 'signed';
  const whole = { text: material.pledgeText, version, method, at, holder, signature };
  return { method, textVersion: version, at, signature, sha256: sha256(canonicalJson(whole)) };
}
