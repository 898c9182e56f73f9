import type { CaseView, ClerkView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import type { CardCredential } from '../../../contract/flow/credential';
import type { Form } from '../../../contract/flow/form';
import type { Grant, Holder } from '../../../contract/flow/grant';
import { lateFetchConsent } from '../../../contract/flow/late-fetch';
import type { Provisional } from '../../../contract/flow/provisional';
import { auditDigest } from '../../audit';
import { maskNumber, sha256 } from '../../base';
import { creditCodeIn } from '../../credential';
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
   * Takes the case in on the word of the card, with the applicant's agreement that the office fetches the licences later. An
   * enterprise is named by its credit code and `enterpriseName`, and stood for by the card of its agent.
   * CASE_OFFLINE_NEEDLESS, CASE_OFFLINE_CARD_NEEDED, CASE_OFFLINE_CODE_NEEDED, CASE_OFFLINE_NAME_NEEDED, RECEIPT_SEAL_MISSING.
   */
  accept(about: { phone: string; enterpriseName?: string | undefined }): Result<CaseView>;
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

const personOf = ({ name, number: code }: CardCredential): Holder => ({
  kind: 'person',
  name,
  code,
  codeType: '111',
});

/** What the receipt is sealed from in place of a grant: nothing was asked for, so nothing was fetched. */
export function ungranted(file: { id: string; clerk: string; itemSeq: number }, of: Provisional): Grant {
  return {
    id: of.id,
    credentialId: of.id,
    caseId: file.id,
    itemSeq: file.itemSeq,
    purpose: of.purpose,
    provinceRef: '',
    evidence: of.actor === null ? 'id-card' : 'enterprise-agent',
    holder: of.holder,
    actor: of.actor,
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
    const token = ports.seal.current();
    if (token === null) return fail('RECEIPT_SEAL_MISSING', { why: 'PROVINCE_UNREACHABLE' });
    const now = clock.now();
    return token.notBefore <= now && now <= token.notAfter
      ? { ok: true, value: null }
      : fail('RECEIPT_SEAL_EXPIRED');
  }

  /** Who the case is taken in for, and who stands at the window for an enterprise: what the card and the code themselves say. */
  function partiesOf(
    { credential, acting }: CaseFile,
    audience: ItemDefinition['audience'],
    enterpriseName: string,
  ): Result<Pick<Provisional, 'holder' | 'actor'>> {
    if (audience === 'person') {
      return credential?.kind === 'id-card' && acting === null
        ? { ok: true, value: { holder: personOf(credential), actor: null } }
        : fail('CASE_OFFLINE_CARD_NEEDED');
    }
    const code = credential?.kind === 'code' ? creditCodeIn(credential) : null;
    if (acting?.way !== 'enterprise-agent' || !acting.helper || code === null)
      return fail('CASE_OFFLINE_CODE_NEEDED');
    if (enterpriseName === '') return fail('CASE_OFFLINE_NAME_NEEDED');
    const holder: Holder = { kind: 'enterprise', name: enterpriseName, code, codeType: '001' };
    return { ok: true, value: { holder, actor: personOf(acting.helper) } };
  }

  return {
    accept({ phone, enterpriseName = '' }) {
      const before = ports.open();
      const stepped = step('acceptOffline');
      if (!before || !stepped.ok) return stepped.ok ? fail('CASE_NONE') : stepped;
      const definition = ports.definitionOf(stepped.value);
      if (!definition.ok) return definition;
      const allowed = refused(before);
      if (!allowed.ok) return allowed;
      const { credential } = before;
      const { audience, seq } = definition.value;
      const parties = partiesOf(before, audience, enterpriseName.trim());
      if (!parties.ok) return parties;
      if (!credential) return fail('CASE_OFFLINE_CARD_NEEDED');
      const { holder, actor } = parties.value;
      const name = itemName(catalogue, seq);
      const acceptedAt = clock.now();
      const textSha256 = sha256(lateFetchConsent(name, audience));
      const provisional: Provisional = {
        id: ids.next(),
        acceptedAt,
        why: before.failure,
        holder,
        actor,
        purpose: purposeText(name),
        phone,
        consent: { evidence: 'id-card', textSha256, at: acceptedAt },
      };
      const file = stepped.value;
      const earlier = file.formHolder === holder.code ? file.form : null;
      const form = provisionalForm(provisional, { definition: definition.value, credential, earlier, ids });
      const next = { ...file, provisional, form, formHolder: holder.code, grant: null, consent: null };
      become(next, (tx) => {
        audit(tx, 'offline-accepted', file.id, {
          evidence: actor === null ? 'id-card' : 'enterprise-agent',
          item: seq,
          holder: auditDigest(tx, 'number', holder.code, deps),
          ...(actor && { actor: auditDigest(tx, 'number', actor.code, deps) }),
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
      if (!form || !provisional || !credential || itemSeq === null || !clerk)
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
        agent: file.acting?.helper ?? null,
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
