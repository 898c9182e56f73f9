import type { CaseView } from '../../../contract/calls';
import type { IssueFacts } from '../../../contract/catalogue/issue-list';
import { fail, type Result } from '../../../contract/failures/failure';
import { prefillForm } from '../../form';
import type { CaseworkDeps } from '../deps';
import type { CaseErrands } from '../errands/case-errands';
import { detachErrands } from '../errands/errands';
import { endCase } from './case-end';
import { type CaseFile, holderKind } from './case-file';
import { revealKey } from './licence-views';
import type { OpenCase } from './open-case';
import { noteReported } from './reported';

/** The clerk's own steps through a case, from the item to its end. */
export interface CaseSteps {
  chooseItem(seq: number): Result<CaseView>;
  /** When and where a wanted licence was issued, as the applicant says (R23). CATALOGUE_LICENCE_UNKNOWN. */
  stateIssued(facts: IssueFacts): Result<CaseView>;
  /** Shows an element of the highest level whole until the next step; that it was looked at goes on record. */
  revealElement(typeSeq: number, element: string): Result<CaseView>;
  fillForm(): Result<CaseView>;
  back(): Result<CaseView>;
  close(): Result<null>;
  abandon(reason: string): Result<null>;
}

export interface CaseStepsPorts extends OpenCase, Pick<CaseErrands, 'checkPledges' | 'ready'> {
  /** Account of whoever is signed in. */
  actor: () => string | null;
  /** A fresh case is the open one. */
  begin: (clerk: string) => void;
  refresh: () => void;
  /** Keys of what is shown whole. */
  revealed: Set<string>;
  authoriseWhenComplete: () => void;
  backOffline: () => Result<CaseView>;
  /** No case is open any more. */
  leave: () => void;
  onShredded: () => void;
}

export function createCaseSteps(deps: CaseworkDeps, ports: CaseStepsPorts): CaseSteps {
  const { store, clock, ids, catalogue } = deps;
  const { step, become } = ports;

  function finish(
    file: CaseFile,
    action: 'case-closed' | 'case-abandoned',
    facts: Record<string, boolean>,
  ): void {
    const definition = ports.definitionOf(file);
    endCase(deps, file, {
      actor: ports.actor() ?? 'station',
      action,
      facts,
      definition: definition.ok ? definition.value : null,
    });
    ports.leave();
    ports.onShredded();
  }

  return {
    chooseItem(seq) {
      const clerk = ports.actor();
      if (clerk === null) return fail('CLERK_SIGNED_OUT');
      const definition = catalogue.definition(seq);
      if (!definition.ok) return definition;
      if (!ports.open()) ports.begin(clerk);
      const stepped = step('chooseItem');
      if (!stepped.ok) return stepped;
      const same = stepped.value.itemSeq === seq;
      const form = same ? stepped.value.form : null;
      const next = {
        ...stepped.value,
        itemSeq: seq,
        edition: catalogue.edition,
        grant: null,
        consent: null,
        form,
      };
      become(next, (tx) => {
        if (!same) detachErrands(tx, next.id);
      });
      ports.authoriseWhenComplete();
      return ports.shown();
    },
    stateIssued(facts) {
      const stepped = step('stateIssued');
      if (!stepped.ok) return stepped;
      const file = stepped.value;
      const { itemSeq, edition } = file;
      const wanted = itemSeq === null ? [] : catalogue.inEdition(edition).wanted(itemSeq, holderKind(file));
      if (!wanted.some(({ typeSeq }) => typeSeq === facts.typeSeq))
        return fail('CALL_INVALID', { call: 'case.stateIssued', at: 'typeSeq' });
      const others = file.stated.filter(({ typeSeq }) => typeSeq !== facts.typeSeq);
      const isSaid = facts.issued !== '' || facts.regionCode !== '';
      become({ ...file, stated: isSaid ? [...others, facts] : others });
      return ports.shown();
    },
    revealElement(typeSeq, element) {
      if (ports.actor() === null) return fail('CLERK_SIGNED_OUT');
      const open = ports.open();
      const copy = open?.grant?.licences.find((each) => each.typeSeq === typeSeq);
      if (!open || !copy || !Object.hasOwn(copy.elements, element)) return fail('FORM_FIELD_UNKNOWN');
      const { id } = open;
      store.transaction((tx) => ports.audit(tx, 'element-shown', id, { type: typeSeq, element }));
      ports.revealed.add(revealKey(typeSeq, element));
      ports.refresh();
      return ports.shown();
    },
    fillForm() {
      const stepped = step('fillForm');
      if (!stepped.ok) return stepped;
      const file = stepped.value;
      const definition = ports.definitionOf(file);
      if (!definition.ok) return definition;
      if (!file.grant || !file.credential) return fail('LICENCE_GRANT_MISSING');
      if (file.grant.expiresAt <= clock.now()) return fail('LICENCE_GRANT_EXPIRED');
      const form = prefillForm(file.grant, {
        definition: definition.value,
        credential: file.credential,
        earlier: file.form,
        ids,
      });
      const ready = ports.ready(file, form, definition.value);
      become({ ...file, form: ready.form }, (tx) => {
        ready.write(tx);
        noteReported(tx, ports.audit, file.id, ready.form);
      });
      void ports.checkPledges(file.id).catch(() => undefined);
      return ports.shown();
    },
    back() {
      const open = ports.open();
      if (open?.provisional && open.state === 'ReviewingForm') return ports.backOffline();
      const stepped = step('back');
      if (!stepped.ok) return stepped;
      // Going back to identifying gives the grant up: it was for this showing and may not outlive it.
      const file =
        stepped.value.state === 'Identifying'
          ? { ...stepped.value, grant: null, credential: null }
          : stepped.value;
      become(file);
      return ports.shown();
    },
    close() {
      const stepped = step('close');
      if (!stepped.ok) return stepped;
      finish(stepped.value, 'case-closed', {});
      return { ok: true, value: null };
    },
    abandon(reason) {
      const stepped = step('abandon');
      if (!stepped.ok) return stepped;
      finish(stepped.value, 'case-abandoned', { reasonGiven: reason.length > 0 });
      return { ok: true, value: null };
    },
  };
}
