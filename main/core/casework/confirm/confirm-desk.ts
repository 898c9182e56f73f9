import type { ConfirmView } from '../../../contract/calls';
import { type Failure, FailureError, fail, failure, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import { type ConfirmScene, SCENES } from '../../../contract/province/confirm';
import type { AuditAction } from '../../audit';
import type { CaseworkDeps } from '../deps';

/** Long enough to look at, short enough that the next person does not. */
const SHOWN_MS = 15_000;

export interface ConfirmDesk {
  /** Null while no code is to be confirmed. */
  view(): ConfirmView | null;
  begin(scene: ConfirmScene): ConfirmView;
  end(): void;
  /** What a device read while a code is awaited. */
  take(credential: Result<Credential>): Promise<void>;
}

/**
 * 亮码核验 (R43): one shown code against one question, without a case. Nothing of the answer is kept: it is shown for a
 * moment, and what stays is that it was asked.
 */
export function createConfirmDesk(
  deps: Pick<CaseworkDeps, 'clock' | 'ids' | 'province' | 'place' | 'emit'>,
  ports: {
    clerk: () => string | null;
    /** The code has served. */
    onUsed: (credential: Credential) => void;
    audited: (action: AuditAction, facts: Record<string, string | number | boolean>) => void;
  },
): ConfirmDesk {
  const { clock, ids, province } = deps;
  let view: ConfirmView | null = null;
  /** Of what is under way or shown: an answer to something older is nobody's. */
  let turn = 0;
  let stopLeaving = () => {};

  function show(next: ConfirmView | null): void {
    turn += 1;
    stopLeaving();
    view = next;
    deps.emit('confirm', view);
    if (next?.state !== 'shown') return;
    stopLeaving = clock.after(SHOWN_MS, () => show(awaiting(next.scene)));
  }

  const awaiting = (scene: ConfirmScene): ConfirmView => ({
    scene,
    state: 'waiting',
    told: null,
    failure: null,
    until: null,
  });

  function tell(scene: ConfirmScene, told: Pick<ConfirmView, 'told' | 'failure'>): void {
    show({ scene, state: 'shown', ...told, until: clock.now() + SHOWN_MS });
  }

  async function ask(scene: ConfirmScene, code: string, clerk: string) {
    const { useCause } = SCENES[scene];
    const reference = { windowNo: deps.place().windowNo, clerk, useCause };
    const answer = await province.ask('confirmCode', {
      body: { requestId: ids.next(), code, scene, reference },
    });
    return answer.ok && answer.value.scene !== scene
      ? fail('PROVINCE_ANSWER_INVALID', { why: 'other' })
      : answer;
  }

  /** Nothing is shown that is not on record: why it is not, or null. */
  function record(scene: ConfirmScene, answer: Awaited<ReturnType<typeof ask>>): Failure | null {
    const word = answer.ok ? { answer: answer.value.answer } : { code: answer.failure.code };
    try {
      ports.audited('code-confirmed', { scene, ...word });
      return null;
    } catch (error) {
      if (error instanceof FailureError) return error.failure;
      throw error;
    }
  }

  return {
    view: () => view,
    begin(scene) {
      const fresh = awaiting(scene);
      show(fresh);
      return fresh;
    },
    end() {
      if (view !== null) show(null);
    },
    async take(credential) {
      const clerk = ports.clerk();
      if (view === null || view.state === 'asking' || clerk === null) return;
      const { scene } = view;
      if (!credential.ok) return tell(scene, { told: null, failure: credential.failure });
      if (credential.value.kind !== 'code')
        return tell(scene, { told: null, failure: failure('CREDENTIAL_CODE_UNKNOWN', { format: 'card' }) });
      show({ ...awaiting(scene), state: 'asking' });
      const mine = turn;
      const answer = await ask(scene, credential.value.payload, clerk);
      if (answer.ok) ports.onUsed(credential.value);
      const unrecorded = record(scene, answer);
      if (mine !== turn) return;
      if (unrecorded) return tell(scene, { told: null, failure: unrecorded });
      if (!answer.ok) return tell(scene, { told: null, failure: answer.failure });
      const { holder, validTo, confirmedAt } = answer.value;
      tell(scene, { told: { answer: answer.value.answer, holder, validTo, confirmedAt }, failure: null });
    },
  };
}
