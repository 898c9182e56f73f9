import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import { hallTime } from '../../base';
import { countForm, recordFigure, recordQuality } from '../../figures';
import type { CaseworkDeps } from '../deps';
import { DRAFT_HOURS, expiredDrafts } from '../form/drafts';
import { type CaseFile, closeCase } from './case-file';
import { caseKeyDigest } from './case-key';
import { itemName } from './views';

/** A destroyed key must not lie on in the log. The case is closed either way; the next checkpoint makes it good. */
export function emptyLog(deps: CaseworkDeps): void {
  try {
    deps.store.checkpoint();
  } catch (error) {
    deps.log.warn('store', 'log not emptied', { error: error instanceof Error ? error.name : 'unknown' });
  }
}

/** A case that never got as far as an item says nothing about any. */
function countAbandoned(
  tx: SqlTx,
  deps: CaseworkDeps,
  file: CaseFile,
  definition: ItemDefinition | null,
): void {
  if (file.itemSeq === null) return;
  const row = deps.catalogue.item(file.itemSeq);
  recordFigure(tx, {
    caseId: file.id,
    day: hallTime(deps.clock.now()).day,
    windowNo: deps.place().windowNo,
    itemSeq: file.itemSeq,
    itemName: itemName(deps.catalogue, file.itemSeq),
    department: row.ok ? row.value.department : '',
    outcome: 'abandoned',
    ...countForm(file.form, definition),
  });
  recordQuality(tx, {
    caseId: file.id,
    day: hallTime(deps.clock.now()).day,
    licences: file.grant?.licences ?? [],
    nameOf: (seq) => deps.catalogue.licenceType(seq)?.name ?? '',
  });
}

/** Closes the case for good, on record: its content and its key are gone afterwards. */
export function endCase(
  deps: CaseworkDeps,
  file: CaseFile,
  about: {
    actor: string;
    action: 'case-closed' | 'case-abandoned';
    facts: Record<string, string | number | boolean>;
    definition: ItemDefinition | null;
    /** What else belongs to the end, in the same transaction. */
    also?: (tx: SqlTx) => void;
  },
): void {
  const { actor, action, definition } = about;
  deps.store.transaction((tx) => {
    about.also?.(tx);
    const facts = { ...about.facts, key: caseKeyDigest(tx, file.id) };
    appendAudit(tx, { actor, action, caseId: file.id, facts }, deps);
    if (action === 'case-abandoned') countAbandoned(tx, deps, file, definition);
    closeCase(tx, file.id, deps.clock.now());
  });
  emptyLog(deps);
}

/** Shreds every draft untouched for too long but the one `inHand`, on record. Returns their ids, and whether one was worth a word to the clerk. */
export function shredDrafts(
  deps: CaseworkDeps,
  { inHand }: { inHand: string | null },
): { ids: string[]; worthAWord: boolean } {
  const { store, clock } = deps;
  const due = expiredDrafts(store.read, clock.now()).filter(({ id }) => id !== inHand);
  if (due.length > 0) {
    store.transaction((tx) => {
      for (const { id: caseId } of due) {
        const facts = { hours: DRAFT_HOURS, key: caseKeyDigest(tx, caseId) };
        appendAudit(tx, { actor: 'station', action: 'draft-expired', caseId, facts }, deps);
        closeCase(tx, caseId, clock.now());
      }
    });
    emptyLog(deps);
  }
  return { ids: due.map(({ id }) => id), worthAWord: due.some((draft) => draft.hasItem) };
}
