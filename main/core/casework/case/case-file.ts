import { z } from 'zod';
import { ActingWay, CaseState, CaseView } from '../../../contract/calls/views';
import { IssueFacts } from '../../../contract/catalogue/issue-list';
import { Failure } from '../../../contract/failures/failure';
import { Credential } from '../../../contract/flow/credential';
import { Form } from '../../../contract/flow/form';
import { Grant } from '../../../contract/flow/grant';
import { Id, Instant } from '../../../contract/flow/ids';
import { Provisional } from '../../../contract/flow/provisional';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { ConsentAnswer, ConsentRequest } from '../../../contract/province/consent';
import { fromBase64, toBase64 } from '../../base';
import { detachErrands, forgetRefused } from '../errands/errands';
import { pruneAttachments } from '../form/attachments';
import { destroyCaseKey, openForCase, sealForCase } from './case-key';

/** A question put to the holder: what was sent, so that it can be sent again, and what has come back so far. */
export const ConsentAsk = z.object({
  request: ConsentRequest,
  credentialId: Id,
  /** Whom the answer must be about, by their numbers. */
  holderCode: z.string(),
  actorCode: z.string().nullable(),
  answer: ConsentAnswer.nullable(),
  /** Asked on top of a grant there is, which stands if the answer is no. */
  again: z.boolean(),
});
export type ConsentAsk = z.infer<typeof ConsentAsk>;

/** The open case as it lies in the store, under its own key: the records so far, written again after every step and every field. */
export const CaseFile = z.object({
  id: Id,
  state: CaseState,
  openedAt: Instant,
  clerk: z.string().min(1),
  itemSeq: z.number().int().positive().nullable(),
  /** Of the catalogue when the item was chosen: rules that change in the meantime do not change this case (R92). */
  edition: z.string().default(''),
  credential: Credential.nullable(),
  /** The number that was called, where the case began with one (R36). */
  ticket: z.string().nullable().default(null),
  /** When and where wanted licences were issued, as the applicant says (R23). */
  stated: z.array(IssueFacts).default([]),
  /** Somebody acts for the holder; `helper` is their card, once it was laid. */
  acting: z.object({ way: ActingWay, helper: Credential.options[0].nullable() }).nullable().default(null),
  consent: ConsentAsk.nullable().default(null),
  grant: Grant.nullable(),
  /** Taken in while the province is away, without a grant. */
  provisional: Provisional.nullable().default(null),
  form: Form.nullable(),
  /** Whose form it is; what was typed and pledged for one person never reaches another's form. */
  formHolder: z.string().nullable(),
  receiptId: Id.nullable(),
  /** Who put the case to wait, on whose behalf it is sealed if it needs nobody any more. Null while it does not wait. */
  keeper: z.object({ account: z.string(), name: z.string() }).nullable().default(null),
  waiting: CaseView.shape.waiting,
  failure: Failure.nullable(),
});
export type CaseFile = z.infer<typeof CaseFile>;

const OF_ENTERPRISES: readonly string[] = [
  'enterprise-code',
  'business-licence',
  'called-enterprise',
  'uscc',
];

/** Whom the general form is for: the holder, or before he is known whoever the card or code can only be of. */
export function holderKind({ grant, credential, acting }: CaseFile): 'person' | 'enterprise' {
  if (grant) return grant.holder.kind;
  if (acting) return acting.way === 'enterprise-agent' ? 'enterprise' : 'person';
  const ofEnterprise = credential?.kind === 'code' && OF_ENTERPRISES.includes(credential.format);
  return ofEnterprise ? 'enterprise' : 'person';
}

export function newCase(id: string, clerk: string, openedAt: number): CaseFile {
  return {
    id,
    state: 'Identifying',
    openedAt,
    clerk,
    itemSeq: null,
    edition: '',
    credential: null,
    ticket: null,
    stated: [],
    acting: null,
    consent: null,
    grant: null,
    provisional: null,
    form: null,
    formHolder: null,
    receiptId: null,
    keeper: null,
    waiting: null,
    failure: null,
  };
}

/** What `case_file.body` holds: the case's JSON under the case's key. */
const SealedBody = z.object({ sealed: z.base64().min(1) });

export function saveCase(tx: SqlTx, file: CaseFile, ports: { clock: Clock; ids: Ids }): void {
  const sealed = sealForCase(tx, file.id, new TextEncoder().encode(JSON.stringify(file)), ports);
  tx.run(
    `INSERT INTO case_file (id, state, clerk, item_seq, body, opened_at, updated_at, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, item_seq = excluded.item_seq, body = excluded.body, updated_at = excluded.updated_at`,
    file.id,
    file.state,
    file.clerk,
    file.itemSeq,
    JSON.stringify({ sealed: toBase64(sealed) }),
    file.openedAt,
    ports.clock.now(),
  );
}

/** Closing keeps the row for the figures, drops its content and its files and destroys its key: nothing fetched or typed can be read from then on (R49). */
export function closeCase(tx: SqlTx, id: string, now: number): void {
  tx.run(`UPDATE case_file SET body = '{}', updated_at = ?, closed_at = ? WHERE id = ?`, now, now, id);
  pruneAttachments(tx, id, null);
  detachErrands(tx, id);
  forgetRefused(tx, id);
  tx.run('DELETE FROM pledge_check WHERE case_id = ?', id);
  destroyCaseKey(tx, id);
}

/** A body from before cases had keys is its own content. */
function contentOf(reader: SqlReader, row: { id: string; body: string }): unknown {
  const body: unknown = JSON.parse(row.body);
  const boxed = SealedBody.safeParse(body);
  if (!boxed.success) return body;
  const content = openForCase(reader, row.id, fromBase64(boxed.data.sealed));
  return content === null ? null : JSON.parse(new TextDecoder().decode(content));
}

/**
 * The case that was open when the core last stopped. A step that was under way then is not resumed by itself:
 * an authorisation whose question is written down waits on for the holder; any other goes back to identifying, a sealing to the form
 * (nothing was sealed, or the case would be HandingOver: both are written in one transaction).
 */
export function loadOpenCase(reader: SqlReader): CaseFile | null {
  const row = reader.get<{ id: string; body: string }>(
    `SELECT id, body FROM case_file WHERE closed_at IS NULL AND state <> 'AwaitingVerification'
     ORDER BY updated_at DESC LIMIT 1`,
  );
  if (!row) return null;
  const parsed = CaseFile.safeParse(contentOf(reader, row));
  // Written by another version: it stays where it is and the window starts without it.
  if (!parsed.success) return null;
  const file = parsed.data;
  if (file.state === 'Authorising' && file.consent === null)
    return { ...file, state: file.grant ? 'ReviewingLicences' : 'Identifying', waiting: null };
  if (file.state === 'Sealing') return { ...file, state: 'ReviewingForm', waiting: null };
  return file;
}

/** The cases that wait for a department's answer, the one that has waited longest first. Those of another version are left out. */
export function loadWaitingCases(reader: SqlReader): CaseFile[] {
  return reader
    .all<{ id: string; body: string }>(
      `SELECT id, body FROM case_file WHERE closed_at IS NULL AND state = 'AwaitingVerification' ORDER BY updated_at, id`,
    )
    .flatMap((row) => {
      const parsed = CaseFile.safeParse(contentOf(reader, row));
      return parsed.success ? [parsed.data] : [];
    });
}

/** One of them; null where it does not wait (any more). */
export function loadWaitingCase(reader: SqlReader, id: string): CaseFile | null {
  const row = reader.get<{ id: string; body: string }>(
    `SELECT id, body FROM case_file WHERE id = ? AND closed_at IS NULL AND state = 'AwaitingVerification'`,
    id,
  );
  const parsed = row && CaseFile.safeParse(contentOf(reader, row));
  return parsed?.success ? parsed.data : null;
}
