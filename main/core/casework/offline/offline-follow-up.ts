import type { ClerkView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { FailureError, fail, failure, type Result } from '../../../contract/failures/failure';
import type { Form } from '../../../contract/flow/form';
import type { CallBackOutcome, CallBackState, ReceiptStanding } from '../../../contract/flow/provisional';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import { recordLapse } from '../../figures';
import { receiptById } from '../../receipt';
import { emptyLog } from '../case/case-end';
import { type CaseFile, newCase } from '../case/case-file';
import { caseKeyDigest } from '../case/case-key';
import type { CaseworkDeps } from '../deps';
import { sealCase } from '../sealing/seal-case';
import type { SealKeeper } from '../sealing/seal-keeper';
import { ungranted } from './offline-desk';
import { closeEntry, type EntryContent, entryById, type OfflineEntry } from './offline-entries';

/** The case of an entry as it stood when it was taken in, for whoever asks the province on its behalf now. */
export function fileOfEntry(
  deps: CaseworkDeps,
  entry: OfflineEntry,
  content: EntryContent,
  clerk: string,
): Result<{ file: CaseFile; definition: ItemDefinition }> {
  const itemSeq = receiptById(deps.store.read, entry.receiptId)?.itemSeq;
  if (itemSeq === undefined) return fail('RECEIPT_UNKNOWN');
  const definition = deps.catalogue
    .inEdition(content.edition)
    .definition(itemSeq, content.provisional.holder.kind);
  if (!definition.ok) return definition;
  const { credential, agent, provisional, edition, form } = content;
  const file = {
    ...newCase(entry.caseId, clerk, entry.acceptedAt),
    itemSeq,
    edition,
    credential,
    acting: agent && { way: 'enterprise-agent' as const, helper: agent },
    provisional,
    form,
  };
  return { ok: true, value: { file, definition: definition.value } };
}

/**
 * Seals the receipt that completes or ends a provisional one, and closes the entry: receipt, parcel, audit lines and the end
 * of the entry's key are one transaction, so it happens once or not at all. CASE_OFFLINE_ENTRY where the entry has moved on.
 */
export async function followUp(
  deps: CaseworkDeps,
  seal: SealKeeper,
  about: {
    entry: OfflineEntry;
    from: CallBackState;
    content: EntryContent;
    form: Form;
    clerk: ClerkView;
    outcome: CallBackOutcome;
    /** Why it ends unconfirmed. */
    reason?: string;
    also?: (tx: SqlTx) => void;
  },
): Promise<Result<null>> {
  const { entry, content, clerk, outcome } = about;
  const first = receiptById(deps.store.read, entry.receiptId);
  const made = fileOfEntry(deps, entry, content, clerk.account);
  if (!first) return fail('RECEIPT_UNKNOWN');
  if (!made.ok) return made;
  const token = await seal.ready();
  if (!token.ok) return token;
  const { file, definition } = made.value;
  const of = { id: first.id, number: first.number };
  const standing: ReceiptStanding =
    outcome === 'lapsed' ? { kind: outcome, of, reason: about.reason ?? '' } : { kind: outcome, of };
  const place = { id: entry.caseId, clerk: clerk.account, itemSeq: definition.seq };
  const grant = content.grant ?? ungranted(place, content.provisional);
  const sealed = await sealCase(deps, {
    ...{ file, form: about.form, grant, definition, clerk, standing },
    ...{ token: token.value, followUpId: entry.id },
  });
  if (!sealed.ok) return sealed;
  const { receiptId, write } = sealed.value;
  try {
    deps.store.transaction((tx) => {
      const key = caseKeyDigest(tx, entry.id);
      if (entryById(tx, entry.id)?.state !== about.from)
        throw new FailureError(failure('CASE_OFFLINE_ENTRY'));
      about.also?.(tx);
      if (outcome === 'lapsed') recordLapse(tx, entry.caseId);
      write(tx);
      closeEntry(tx, entry.id, { from: about.from, outcome, followUpId: receiptId, now: deps.clock.now() });
      const facts = { outcome, key, receiptId, follows: entry.receiptId };
      appendAudit(tx, { actor: clerk.account, action: 'offline-closed', caseId: entry.caseId, facts }, deps);
    });
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure };
    throw error;
  }
  emptyLog(deps);
  return { ok: true, value: null };
}
