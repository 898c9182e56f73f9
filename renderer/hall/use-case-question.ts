/** A dialog that asks the core for one step of the case: laid in place when it is done, told why when it is not. */
import { useState } from 'react';
import type { CaseView } from '../../main/contract/calls';
import type { Failure, Result } from '../../main/contract/failures/failure';
import { useHall } from './hall-context';
import { useCall } from './use-call';

export interface CaseQuestion {
  /** A yes was given while something was missing: say what. */
  readonly tried: boolean;
  /** What a dialog of a yes and a no is given. */
  readonly dialog: {
    readonly busy: boolean;
    readonly failure: Failure | null;
    onConfirm(): void;
    onClose(): void;
  };
}

/** `ask`: what the yes asks; null while something that it needs is missing. */
export function useCaseQuestion(
  ask: (() => Promise<Result<CaseView>>) | null,
  onClose: () => void,
): CaseQuestion {
  const { store } = useHall();
  const { busy, failure, run } = useCall();
  const [tried, setTried] = useState(false);
  const confirm = async () => {
    setTried(true);
    if (!ask) return;
    const done = await run(ask);
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return { tried, dialog: { busy, failure, onConfirm: () => void confirm(), onClose } };
}
