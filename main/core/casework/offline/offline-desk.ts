import type { CaseView, ClerkView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Form } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import { lateFetchConsent } from '../../../contract/flow/late-fetch';
import type { Provisional } from '../../../contract/flow/provisional';
import { maskNumber, sha256 } from '../../base';
import { openPoints, provisionalForm, submittedForm } from '../../form';
import { purposeText } from '../../licence';
import type { CaseFile } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import { itemName } from '../case/views';
import type { CaseworkDeps } from '../deps';
import { type SealStepPorts, sealOpenCase } from '../sealing/seal-step';
import { addEntry } from './offline-entries';

/** Ways the last try can have failed that say the province is not there, whatever the last look at its health said. */
const AWAY: readonly string[] = ['PROVINCE_UNREACHABLE', 'PROVINCE_TIMEOUT', 'PROVINCE_BUSY'];

/** 断网受理 (R31): what the open case does while the province is away. */
export interface OfflineDesk {
  /**
   * Takes the case in on the word of the card, with the applicant's agreement that the office fetches the licences later.
   * CASE_OFFLINE_NEEDLESS, CASE_OFFLINE_CARD_NEEDED, CASE_OFFLINE_CODE_NEEDED, RECEIPT_SEAL_MISSING.
   */
  accept(about: { phone: string }): Result<CaseView>;
  /** Seals the provisional receipt, and puts the case on the call-back list in the same transaction. */
  submit(): Promise<Result<CaseView>>;
  /** Gives the offline way up; what was typed is kept. */
  back(): Result<CaseView>;
}

interface OfflineDeskPorts extends OpenCase, SealStepPorts {
  clerk: () => ClerkView | null;
  /** The last look at the province found it there. */
  isProvinceThere: () => boolean;
}

/** What the receipt is sealed from in place of a grant: nothing was asked for, so nothing was fetched. */
export function ungranted(file: { id: string; clerk: string; itemSeq: number }, of: Provisional): Grant {
  return {
    id: of.id,
    credentialId: of.id,
    caseId: file.id,
    itemSeq: file.itemSeq,
    purpose: of.purpose,
    provinceRef: '',
    evidence: 'id-card',
    holder: of.holder,
    actor: null,
    consentRef: '',
    allowed: [],
    windowNo: '',
    clerk: file.clerk,
    grantedAt: of.acceptedAt,
    expiresAt: of.acceptedAt,
    licences: [],
    gaps: [],
  };
}

/** Deferred materials by name, then the values that the clerk typed and a licence would have said. */
function toCheck(form: Form, definition: ItemDefinition): string[] {
  const licensed = new Set(
    definition.fields
      .filter(({ origins }) => origins.some(({ from }) => from === 'licence'))
      .map(({ key }) => key),
  );
  const typed = form.fields.filter(
    ({ key, value, source }) => licensed.has(key) && value !== '' && source?.from === 'clerk',
  );
  return [
    ...form.materials.filter((each) => each.deferred).map(({ name }) => name),
    ...typed.map(({ label }) => label),
  ];
}

export function createOfflineDesk(deps: CaseworkDeps, ports: OfflineDeskPorts): OfflineDesk {
  const { clock, ids, catalogue } = deps;
  const { step, become, audit } = ports;

  function refused(file: CaseFile): Result<null> {
    const isAway = AWAY.includes(file.failure?.code ?? '');
    if (ports.isProvinceThere() && !isAway) return fail('CASE_OFFLINE_NEEDLESS');
    if (file.credential?.kind !== 'id-card' || file.acting !== null) return fail('CASE_OFFLINE_CARD_NEEDED');
    const token = ports.seal.current();
    if (token === null) return fail('RECEIPT_SEAL_MISSING', { why: 'PROVINCE_UNREACHABLE' });
    const now = clock.now();
    return token.notBefore <= now && now <= token.notAfter
      ? { ok: true, value: null }
      : fail('RECEIPT_SEAL_EXPIRED');
  }

  return {
    accept({ phone }) {
      const before = ports.open();
      const stepped = step('acceptOffline');
      if (!before || !stepped.ok) return stepped.ok ? fail('CASE_NONE') : stepped;
      const definition = ports.definitionOf(stepped.value);
      if (!definition.ok) return definition;
      if (definition.value.audience === 'enterprise') return fail('CASE_OFFLINE_CODE_NEEDED');
      const allowed = refused(before);
      const { credential } = before;
      if (!allowed.ok) return allowed;
      if (credential?.kind !== 'id-card') return fail('CASE_OFFLINE_CARD_NEEDED');
      const name = itemName(catalogue, definition.value.seq);
      const acceptedAt = clock.now();
      const provisional: Provisional = {
        id: ids.next(),
        acceptedAt,
        why: before.failure,
        holder: { kind: 'person', name: credential.name, code: credential.number, codeType: '111' },
        purpose: purposeText(name),
        phone,
        consent: { evidence: 'id-card', textSha256: sha256(lateFetchConsent(name)), at: acceptedAt },
      };
      const file = stepped.value;
      const earlier = file.formHolder === credential.number ? file.form : null;
      const form = provisionalForm(provisional, { definition: definition.value, credential, earlier, ids });
      const next = { ...file, provisional, form, formHolder: credential.number, grant: null, consent: null };
      become(next, (tx) => {
        audit(tx, 'offline-accepted', file.id, {
          evidence: 'id-card',
          item: definition.value.seq,
          holder: maskNumber(credential.number),
          consent: provisional.consent.textSha256,
          code: before.failure?.code ?? '',
        });
      });
      return ports.shown();
    },

    async submit() {
      const stepped = step('submit');
      if (!stepped.ok) return stepped;
      const file = stepped.value;
      const definition = ports.definitionOf(file);
      if (!definition.ok) return definition;
      const { form, provisional, credential, itemSeq } = file;
      const clerk = ports.clerk();
      if (!form || !provisional || credential?.kind !== 'id-card' || itemSeq === null || !clerk)
        return fail('CASE_STATE', { state: file.state, action: 'submit' });
      const missing = openPoints(form);
      if (missing.fields + missing.materials + missing.conflicts > 0) return fail('FORM_INCOMPLETE', missing);
      const standing = {
        kind: 'provisional' as const,
        toCheck: toCheck(submittedForm(form), definition.value),
        phone: maskNumber(provisional.phone),
      };
      const grant = ungranted({ id: file.id, clerk: clerk.account, itemSeq }, provisional);
      const content = {
        credential,
        provisional,
        edition: file.edition,
        form: submittedForm(form),
        grant: null,
        differences: [],
      };
      return sealOpenCase(
        deps,
        ports,
        { file, form, grant, definition: definition.value, clerk, standing },
        { also: (tx, receiptId) => addEntry(tx, { caseId: file.id, receiptId, content }, deps) },
      );
    },

    back() {
      const stepped = step('giveUpOffline');
      if (!stepped.ok) return stepped;
      become({ ...stepped.value, provisional: null, failure: stepped.value.provisional?.why ?? null });
      return ports.shown();
    },
  };
}
