/** One list of audit lines, page after page; a new question starts anew. */
import { useEffect, useState } from 'react';
import type { AuditLineView, AuditQuery } from '../../../main/contract/calls';
import { type Errand, useCall, useHall } from '../../hall';

const PAGE = 100;

export interface AuditLines {
  readonly lines: readonly AuditLineView[] | null;
  /** There may be older ones. */
  readonly hasMore: boolean;
  readonly reading: Errand;
  more(): void;
  again(): void;
}

export function useAuditLines(query: AuditQuery): AuditLines {
  const { facade } = useHall();
  const reading = useCall();
  const [pages, setPages] = useState<{ lines: readonly AuditLineView[]; hasMore: boolean } | null>(null);
  const last = pages?.lines.at(-1);
  const read = async (before?: number) => {
    const answer = await reading.run(() =>
      facade.audit.list({ ...query, limit: PAGE, ...(before === undefined ? {} : { before }) }),
    );
    if (!answer) return;
    const kept = before === undefined ? [] : (pages?.lines ?? []);
    setPages({ lines: [...kept, ...answer.value], hasMore: answer.value.length === PAGE });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is the reason to read.
  useEffect(() => void read(), [query]);
  return {
    lines: pages?.lines ?? null,
    hasMore: pages?.hasMore ?? false,
    reading,
    more: () => void read(last?.seq),
    again: () => void read(),
  };
}
