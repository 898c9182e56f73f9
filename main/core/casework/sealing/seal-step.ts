import type { CaseView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { SqlTx } from '../../../contract/ports/database';
import type { CaseFile } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import type { CaseworkDeps } from '../deps';
import { type SealRequest, sealCase } from './seal-case';
import type { SealKeeper } from './seal-keeper';

export interface SealStepPorts extends Pick<OpenCase, 'open' | 'step' | 'become' | 'shown'> {
  seal: SealKeeper;
  /** The store did not take the receipt: gives the clerk the form back, or throws what it does not know. */
  unsealedBy: (error: unknown, file: CaseFile) => Result<never>;
  onQueued: () => void;
}

/**
 * The one way from a checked form to a sealed receipt of the open case, which stands at Sealing in `request.file`.
 * `check` is asked last, while the window already says that it seals; `also` is written with receipt, parcel and case.
 * Whatever goes wrong gives the clerk the form back, with why.
 */
export async function sealOpenCase(
  deps: CaseworkDeps,
  ports: SealStepPorts,
  request: Omit<SealRequest, 'token'>,
  more: { check?: () => Promise<Result<null>>; also?: (tx: SqlTx, receiptId: string) => void } = {},
): Promise<Result<CaseView>> {
  const { file } = request;
  const { step, become } = ports;
  try {
    become({ ...file, waiting: { for: 'sealing', since: deps.clock.now() } });
    const token = await ports.seal.ready();
    const checked = (await more.check?.()) ?? { ok: true };
    if (!checked.ok) return checked;
    const sealed = token.ok ? await sealCase(deps, { ...request, token: token.value }) : token;
    if (ports.open()?.id !== file.id) return fail('CASE_STATE', { state: 'Sealing', action: 'sealed' });
    if (!sealed.ok) {
      const unsealed = step('notSealed');
      if (unsealed.ok) become({ ...unsealed.value, failure: sealed.failure });
      return sealed;
    }
    const done = step('sealed');
    if (!done.ok) return done;
    const { receiptId, write } = sealed.value;
    // Receipt, parcel, audit line and the case's new state stand or fall together.
    become({ ...done.value, receiptId }, (tx) => {
      write(tx);
      more.also?.(tx, receiptId);
    });
  } catch (error) {
    return ports.unsealedBy(error, file);
  }
  ports.onQueued();
  return ports.shown();
}
