import type { CaseView, ClerkView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, failure, type Result } from '../../../contract/failures/failure';
import type { Form } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import { openPoints, prefillForm } from '../../form';
import type { LicenceGate } from '../../licence';
import type { CaseFile } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import type { CaseworkDeps } from '../deps';
import type { CaseErrands } from '../errands/case-errands';
import { unansweredOf } from '../form/form-answers';
import { freshen } from '../form/fresh-licences';
import { mayPledge } from './pledges';
import { type SealStepPorts, sealOpenCase } from './seal-step';

export interface SealingPorts
  extends SealStepPorts,
    Pick<OpenCase, 'definitionOf' | 'audit'>,
    Pick<CaseErrands, 'checkPledges' | 'ready'> {
  clerk: () => ClerkView | null;
  gate: LicenceGate;
  takenBack: (grantRef: string) => void;
}

/** From a whole form to a sealed receipt that is queued: `submit` checks, asks once more what may have changed, and seals. */
export function createSealing(
  deps: CaseworkDeps,
  ports: SealingPorts,
): { submit(): Promise<Result<CaseView>> } {
  const { store, clock, ids } = deps;
  const { gate, step, become } = ports;

  async function submit(): Promise<Result<CaseView>> {
    const stepped = step('submit');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const definition = ports.definitionOf(file);
    if (!definition.ok) return definition;
    const clerk = ports.clerk();
    if (!file.form || !file.grant || !clerk)
      return fail('CASE_STATE', { state: file.state, action: 'submit' });
    const missing = openPoints(file.form);
    const verifications = unansweredOf(store.read, file, clock.now()).length;
    if (missing.fields + missing.materials + missing.conflicts + verifications > 0)
      return fail('FORM_INCOMPLETE', { ...missing, verifications });
    const pledged = pledgesGiven(file.form).map((key) => mayPledge(store.read, file, key));
    const refused = pledged.find((each) => !each.ok);
    if (refused && !refused.ok) {
      void ports.checkPledges(file.id).catch(() => undefined);
      return refused;
    }
    const { form, grant } = file;
    return sealOpenCase(
      deps,
      ports,
      { file, form, grant, definition: definition.value, clerk },
      { check: () => stillStands(file, grant, definition.value) },
    );
  }

  /** What was fetched a while ago is asked about again; what is not so any more sends the clerk back to the form. */
  async function stillStands(
    file: CaseFile,
    grant: Grant,
    definition: ItemDefinition,
  ): Promise<Result<null>> {
    const fresh = await freshen(deps, { grant, edition: file.edition, gate, roots: ports.seal.roots() });
    if (ports.open()?.id !== file.id) return { ok: true, value: null };
    // Sealed on what was fetched before, since nobody could be asked: that stands in the record, not in a memory.
    if (fresh.ok && !fresh.value.confirmed)
      store.transaction((tx) =>
        ports.audit(tx, 'licences-unconfirmed', file.id, { licences: grant.licences.length }),
      );
    if (fresh.ok && !fresh.value.changed) return { ok: true, value: null };
    const why = fresh.ok ? failure('LICENCE_CHANGED') : fresh.failure;
    const unsealed = step('notSealed');
    if (!unsealed.ok) return unsealed;
    const { credential, form: earlier } = unsealed.value;
    if (fresh.ok && credential) {
      const form = prefillForm(fresh.value.grant, { definition, credential, earlier, ids });
      const next = { ...unsealed.value, grant: fresh.value.grant, form, failure: why };
      const ready = ports.ready(next, form, definition);
      become({ ...next, form: ready.form }, ready.write);
    } else {
      become({ ...unsealed.value, failure: why });
      ports.takenBack(grant.provinceRef);
    }
    return { ok: false, failure: why };
  }

  return { submit };
}

/** Materials that a pledge has settled. */
const pledgesGiven = (form: Form): string[] =>
  form.materials
    .filter((each) => each.settlement === 'pledge' && each.settled && !each.hidden)
    .map(({ key }) => key);
