/** What a screen is told when it opens, and again when that is out of date. */
import { useEffect, useState } from 'react';
import type { Failure, Result } from '../../main/contract/failures/failure';

export interface Reading<T> {
  /** Null until the first answer; the last one stays on show while the next is on its way. */
  readonly told: T | null;
  /** Why the last question was not answered. */
  readonly failure: Failure | null;
  again(): void;
}

/**
 * Asks at once, and anew whenever one of `about` is another: answers to an older question are dropped. `read`: null where there is
 * nothing to ask yet.
 */
export function useReading<T>(
  read: (() => Promise<Result<T>>) | null,
  about: readonly unknown[] = [],
): Reading<T> {
  const [told, setTold] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [times, setTimes] = useState(0);
  const isReady = read !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` says when the same question has another answer.
  useEffect(() => {
    if (!read) return;
    let isCurrent = true;
    void read().then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setTold(answer.value);
      setFailure(answer.ok ? null : answer.failure);
    });
    return () => {
      isCurrent = false;
    };
  }, [isReady, times, ...about]);
  return { told, failure, again: () => setTimes(times + 1) };
}
