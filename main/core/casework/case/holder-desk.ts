import type {
  AccessLineView,
  BenefitView,
  HolderFileView,
  PermitView,
  SuggestionView,
} from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { AuditAction } from '../../audit';
import type { LicenceGate } from '../../licence';
import type { CaseworkDeps } from '../deps';
import type { OpenCase } from './open-case';
import { itemName } from './views';

export interface HolderDesk {
  /** Items that may fit the holder next (R107-R108); nothing is begun by asking. */
  suggestions(): Promise<Result<SuggestionView[]>>;
  /**
   * Confirms a suggested benefit, which is granted by that alone (免申即享, R108). Repeated after a lost answer it is the same
   * confirmation. LICENCE_GRANT_REFUSED where it does not fit the holder by what they allowed.
   */
  confirmBenefit(itemSeq: number): Promise<Result<BenefitView>>;
  /** Who looked at the holder's data, newest first (R59). */
  accessLog(): Promise<Result<AccessLineView[]>>;
  /** The permits gathered under the enterprise's licence (R38, R41); LICENCE_GRANT_REFUSED for a person. */
  permits(): Promise<Result<PermitView[]>>;
  /** The holder's own file: licences of the granted types, and earlier cases (R109). */
  file(): Promise<Result<HolderFileView>>;
}

interface Ports extends Pick<OpenCase, 'open' | 'audit'> {
  gate: LicenceGate;
}

/** All of it is the holder's own affair: asked under the open grant of this case only, and on record. */
export function createHolderDesk(
  deps: Pick<CaseworkDeps, 'province' | 'catalogue' | 'store' | 'ids'>,
  ports: Ports,
): HolderDesk {
  /** Of what was confirmed in the case, by item: the same request however often it is sent. */
  const confirmed = new Map<string, string>();

  /** The grant to ask under, or why there is none. */
  function standing() {
    const grant = ports.open()?.grant;
    if (!grant) return fail('LICENCE_GRANT_MISSING');
    const { caseId, itemSeq, windowNo, clerk, purpose: useCause, provinceRef: grantRef } = grant;
    const reference = { caseId, itemSeq, windowNo, clerk, useCause };
    const admitted = ports.gate.admit(grantRef, reference);
    return admitted.ok ? { ok: true as const, value: { grantRef, reference } } : admitted;
  }

  function note(action: AuditAction, caseId: string, count: number): void {
    deps.store.transaction((tx) => ports.audit(tx, action, caseId, { count }));
  }

  return {
    async suggestions() {
      const under = standing();
      if (!under.ok) return under;
      const { grantRef, reference } = under.value;
      const told = await deps.province.ask('suggest', { body: { grantRef, reference } });
      if (!told.ok) return told;
      const { catalogue } = deps;
      const views = told.value.suggestions
        .filter(({ itemSeq }) => catalogue.item(itemSeq).ok)
        .map(({ itemSeq, kind, event, atOnce, reason, basedOn }) => ({
          itemSeq,
          itemName: itemName(catalogue, itemSeq),
          kind,
          ...(event && { event }),
          ...(atOnce && { atOnce }),
          reason,
          basedOn: basedOn.map(({ typeSeq, element }) => {
            const type = catalogue.licenceType(typeSeq);
            const label = type?.elements.find(({ key }) => key === element)?.label ?? '';
            return `${type?.name ?? ''}${label === '' ? '' : `（${label}）`}`;
          }),
        }));
      if (views.length > 0) note('suggestions-shown', reference.caseId, views.length);
      return { ok: true, value: views };
    },
    async confirmBenefit(itemSeq) {
      const under = standing();
      if (!under.ok) return under;
      const { grantRef, reference } = under.value;
      const key = `${reference.caseId} ${itemSeq}`;
      const requestId = confirmed.get(key) ?? deps.ids.next();
      confirmed.set(key, requestId);
      const told = await deps.province.ask('claimBenefit', {
        body: { requestId, grantRef, reference, itemSeq },
      });
      if (!told.ok) return told;
      const { benefitRef, grantedAt } = told.value;
      const facts = { item: itemSeq, benefit: benefitRef };
      deps.store.transaction((tx) => ports.audit(tx, 'benefit-confirmed', reference.caseId, facts));
      return { ok: true, value: { itemName: itemName(deps.catalogue, itemSeq), benefitRef, grantedAt } };
    },
    async accessLog() {
      const under = standing();
      if (!under.ok) return under;
      const { grantRef, reference } = under.value;
      const evidence = { kind: 'grant', grantRef } as const;
      const told = await deps.province.ask('readAccessLog', { body: { evidence, reference } });
      if (!told.ok) return told;
      const lines = told.value.lines.map(({ at, operation, outcome, useCause, windowNo }) => ({
        at,
        what: operation,
        outcome,
        useCause,
        windowNo,
      }));
      note('access-log-shown', reference.caseId, lines.length);
      return { ok: true, value: lines };
    },
    async permits() {
      const under = standing();
      if (!under.ok) return under;
      const { grantRef, reference } = under.value;
      const told = await deps.province.ask('gatheredPermits', { body: { grantRef, reference } });
      if (!told.ok) return told;
      note('permits-shown', reference.caseId, told.value.permits.length);
      return { ok: true, value: told.value.permits };
    },
    async file() {
      const under = standing();
      if (!under.ok) return under;
      const { grantRef, reference } = under.value;
      const told = await deps.province.ask('readHolderFile', { body: { grantRef, reference } });
      if (!told.ok) return told;
      const { licences, cases } = told.value;
      note('holder-file-shown', reference.caseId, licences.length + cases.length);
      return {
        ok: true,
        value: {
          licences: licences.map(({ name, issuer, status, validTo }) => ({ name, issuer, status, validTo })),
          cases: cases.map(({ itemSeq, number, receivedAt: at, state, handedTo }) => ({
            itemName: itemName(deps.catalogue, itemSeq),
            number,
            at,
            state,
            handedTo,
          })),
        },
      };
    },
  };
}
