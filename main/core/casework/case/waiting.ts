import type { CaseView, ClerkView, WaitingCaseView } from '../../../contract/calls';
import { FailureError, fail, type Result } from '../../../contract/failures/failure';
import { isCorrectedSince } from '../../../contract/flow/corrected';
import { appendAudit } from '../../audit';
import { maskName } from '../../base';
import { openPoints } from '../../form';
import type { CaseworkDeps } from '../deps';
import { errandsOfCase } from '../errands/errands';
import { unansweredOf } from '../form/form-answers';
import { mayPledge } from '../sealing/pledges';
import { sealCase } from '../sealing/seal-case';
import type { SealKeeper } from '../sealing/seal-keeper';
import { endCase } from './case-end';
import { type CaseFile, loadWaitingCase, loadWaitingCases } from './case-file';
import type { OpenCase } from './open-case';
import { itemName } from './views';

export interface WaitingPorts extends Omit<OpenCase, 'audit'> {
  clerk: () => ClerkView | null;
  /** Leaves the window to the next person; the case stays in the store. */
  leave: () => void;
  seal: SealKeeper;
  onQueued: () => void;
  /** The list of waiting cases is another now. */
  onChange: () => void;
}

/** Cases that wait for a department while the window serves others (R29). */
export interface Waiting {
  /** Puts the open case to wait. CASE_NOTHING_TO_WAIT_FOR. */
  putToWait(): Result<null>;
  /** A clerk takes a waiting case back to the window. CASE_STATE while another is open, CASE_WAITING_UNKNOWN. */
  resume(id: string): Result<CaseView>;
  /** The holder took the grant back: the case ends, and everything fetched under it is destroyed. */
  takenBack(grantRef: string): void;
  list(): WaitingCaseView[];
  /** An answer has come: goes on by itself where nothing is left for a clerk. */
  goOn(id: string): Promise<void>;
  /** Every case that waits for nothing any more; after a start, or when the province or the seal is back. */
  goOnAll(): Promise<void>;
}

export function createWaiting(deps: CaseworkDeps, ports: WaitingPorts): Waiting {
  const { store, clock } = deps;
  const sealing = new Set<string>();

  /** Nothing is left for a person: every answer is there, every point settled. */
  function needsNobody(file: CaseFile): boolean {
    if (!file.form || unansweredOf(store.read, file, clock.now()).length > 0) return false;
    // Corrected since, and out of reach without the holder: nothing is sealed over an objection that was right.
    const errands = errandsOfCase(store.read, file.id, clock.now());
    const isOld = file.grant?.licences.some((copy) => errands.some((each) => isCorrectedSince(copy, each)));
    if (isOld) return false;
    const { fields, materials, conflicts } = openPoints(file.form);
    const pledged = file.form.materials.filter((each) => each.settlement === 'pledge' && !each.hidden);
    return (
      fields + materials + conflicts === 0 && pledged.every(({ key }) => mayPledge(store.read, file, key).ok)
    );
  }

  /** Sealed and queued in the clerk's name by the station, and closed: nobody stands at the window. */
  async function sealByItself(file: CaseFile): Promise<void> {
    const { form, grant, keeper } = file;
    const definition = ports.definitionOf(file);
    const token = await ports.seal.ready();
    if (!form || !grant || !keeper || !definition.ok || !token.ok) return;
    const clerk: ClerkView = { ...keeper, role: 'clerk', offline: false };
    const sealed = await sealCase(deps, {
      file,
      form,
      grant,
      definition: definition.value,
      token: token.value,
      clerk,
      actor: 'station',
    });
    const now = loadWaitingCase(store.read, file.id);
    // Taken back to the window, or shredded, while it was being sealed.
    if (!sealed.ok || !now || JSON.stringify(now.form) !== JSON.stringify(form)) return;
    endCase(deps, file, {
      actor: 'station',
      action: 'case-closed',
      facts: { onBehalfOf: keeper.account },
      definition: definition.value,
      also: sealed.value.write,
    });
    ports.onQueued();
  }

  async function goOn(id: string): Promise<void> {
    const file = loadWaitingCase(store.read, id);
    ports.onChange();
    if (!file || sealing.has(id) || !needsNobody(file)) return;
    sealing.add(id);
    try {
      await sealByItself(file);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      deps.log.warn('case', 'waiting case not sealed', { code: error.failure.code });
    } finally {
      sealing.delete(id);
      ports.onChange();
    }
  }

  return {
    putToWait() {
      const stepped = ports.step('wait');
      const clerk = ports.clerk();
      if (!stepped.ok || !clerk) return stepped.ok ? fail('CLERK_SIGNED_OUT') : stepped;
      const file = stepped.value;
      const unanswered = unansweredOf(store.read, file, clock.now()).length;
      if (unanswered === 0) return fail('CASE_NOTHING_TO_WAIT_FOR');
      const keeper = { account: clerk.account, name: clerk.name };
      ports.become({ ...file, keeper }, (tx) =>
        appendAudit(
          tx,
          { actor: clerk.account, action: 'case-waits', caseId: file.id, facts: { unanswered } },
          deps,
        ),
      );
      ports.leave();
      ports.onChange();
      return { ok: true, value: null };
    },
    resume(id) {
      const clerk = ports.clerk();
      if (!clerk) return fail('CLERK_SIGNED_OUT');
      const open = ports.open();
      if (open) return fail('CASE_STATE', { state: open.state, action: 'resume' });
      const file = loadWaitingCase(store.read, id);
      if (!file || sealing.has(id)) return fail('CASE_WAITING_UNKNOWN');
      ports.become({ ...file, state: 'ReviewingForm', keeper: null, failure: null, waiting: null }, (tx) =>
        appendAudit(tx, { actor: clerk.account, action: 'case-resumed', caseId: id, facts: {} }, deps),
      );
      ports.onChange();
      return ports.shown();
    },
    takenBack(grantRef) {
      for (const file of loadWaitingCases(store.read)) {
        if (file.grant?.provinceRef !== grantRef) continue;
        const definition = ports.definitionOf(file);
        endCase(deps, file, {
          actor: 'station',
          action: 'case-abandoned',
          facts: { reasonGiven: false, takenBack: true },
          definition: definition.ok ? definition.value : null,
          also: (tx) =>
            appendAudit(
              tx,
              {
                actor: 'station',
                action: 'grant-taken-back',
                caseId: file.id,
                facts: { provinceRef: grantRef },
              },
              deps,
            ),
        });
        ports.onChange();
      }
    },
    list: () =>
      loadWaitingCases(store.read).map((file) => {
        const unanswered = unansweredOf(store.read, file, clock.now());
        const days = errandsOfCase(store.read, file.id, clock.now(), { ofForm: true }).flatMap(({ dueAt }) =>
          dueAt === null ? [] : [dueAt],
        );
        const { name = '', kind = 'person' } = file.grant?.holder ?? {};
        return {
          id: file.id,
          itemSeq: file.itemSeq ?? 0,
          itemName: file.itemSeq === null ? '' : itemName(deps.catalogue, file.itemSeq),
          // How long a name is says something of whose it is, and nothing that a clerk needs.
          holderMasked: kind === 'person' ? maskName([...name].slice(0, 3).join('')) : name,
          clerk: file.keeper?.name ?? file.clerk,
          dueAt: days.length === 0 ? null : Math.max(...days),
          unanswered: unanswered.length,
          overdue: unanswered.some(({ state }) => state === 'overdue'),
          ready: unanswered.length === 0,
        };
      }),
    goOn,
    async goOnAll() {
      for (const { id } of loadWaitingCases(store.read)) await goOn(id);
    },
  };
}
