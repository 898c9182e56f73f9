/** One errand of a screen: runs once at a time, keeps its failure until the next run. */
import { useRef, useState } from 'react';
import type { Failure, Result } from '../../main/contract/failures/failure';

export interface Errand {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Resolves to the value, or null when it failed or one is already running. */
  run<T>(call: () => Promise<Result<T>>): Promise<{ value: T } | null>;
  clear(): void;
}

export function useCall(): Errand {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    async run(call) {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setFailure(null);
      const answer = await call().finally(() => {
        running.current = false;
        setBusy(false);
      });
      if (answer.ok) return { value: answer.value };
      setFailure(answer.failure);
      return null;
    },
    clear: () => setFailure(null),
  };
}
