/**
 * Text a clerk has typed and the core has not yet taken in. It outlives a change of screen and a restart of the core:
 * what could not be delivered stays, and is sent again when the core is back.
 * Sends go one after the other, so that the case view of the last answer is the newest.
 */
import type { CaseView } from '../../main/contract/calls';
import type { Failure, Result } from '../../main/contract/failures/failure';

export interface FieldDraftPorts {
  send(key: string, value: string): Promise<Result<CaseView>>;
  accepted(view: CaseView): void;
  /** Runs `what` after `ms`; returns the function that calls it off. */
  later(what: () => void, ms: number): () => void;
}

export interface FieldDraft {
  readonly value: string;
  readonly failure: Failure | null;
}

export interface FieldDrafts {
  get(key: string): FieldDraft | undefined;
  /** Keys with text the core does not have yet; the same array until it changes. */
  unsent(): readonly string[];
  subscribe(listener: () => void): () => void;
  type(key: string, value: string): void;
  /** The field is left: send now. */
  commit(key: string): void;
  /** Sends everything; true when the core has it all. */
  flush(): Promise<boolean>;
  /** The core is back: send again what it never got. */
  resend(): void;
  /** Another case is open: nothing typed for the last one may reach it. */
  openCase(caseId: string | null): void;
}

export const DRAFT_DELAY_MS = 200;

export function createFieldDrafts(ports: FieldDraftPorts): FieldDrafts {
  let drafts: ReadonlyMap<string, FieldDraft> = new Map();
  let keys: readonly string[] = [];
  let caseId: string | null = null;
  let chain: Promise<void> = Promise.resolve();
  const timers = new Map<string, () => void>();
  const listeners = new Set<() => void>();

  function change(key: string, draft: FieldDraft | null): void {
    const next = new Map(drafts);
    if (draft) next.set(key, draft);
    else next.delete(key);
    replace(next);
  }

  function replace(next: ReadonlyMap<string, FieldDraft>): void {
    drafts = next;
    keys = [...next.keys()];
    for (const listener of listeners) listener();
  }

  function stopTimer(key: string): void {
    timers.get(key)?.();
    timers.delete(key);
  }

  async function deliver(key: string, forCase: string | null): Promise<void> {
    const draft = drafts.get(key);
    if (!draft || forCase !== caseId) return;
    const answer = await ports.send(key, draft.value);
    if (forCase !== caseId) return;
    const now = drafts.get(key);
    if (answer.ok) {
      ports.accepted(answer.value);
      if (now?.value === draft.value) change(key, null);
    } else if (now) change(key, { value: now.value, failure: answer.failure });
  }

  function push(key: string): void {
    stopTimer(key);
    if (!drafts.has(key)) return;
    const forCase = caseId;
    chain = chain.then(() => deliver(key, forCase));
  }

  return {
    get: (key) => drafts.get(key),
    unsent: () => keys,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(key, value) {
      stopTimer(key);
      change(key, { value, failure: null });
      timers.set(
        key,
        ports.later(() => push(key), DRAFT_DELAY_MS),
      );
    },
    commit(key) {
      if (timers.has(key)) push(key);
    },
    async flush() {
      for (const key of drafts.keys()) push(key);
      await chain;
      return drafts.size === 0;
    },
    resend() {
      for (const key of drafts.keys()) push(key);
    },
    openCase(id) {
      if (id === caseId) return;
      caseId = id;
      for (const key of [...timers.keys()]) stopTimer(key);
      if (drafts.size > 0) replace(new Map());
    },
  };
}
