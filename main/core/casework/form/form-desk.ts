import type { CaseView, SecondPersonAct } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import { ATTACHMENT_BYTES } from '../../../contract/flow/attachment';
import type { Form } from '../../../contract/flow/form';
import type { Signature } from '../../../contract/flow/signature';
import type { SqlTx } from '../../../contract/ports/database';
import { auditDigest } from '../../audit';
import { fromBase64, sha256 } from '../../base';
import {
  acceptPaper,
  addAttachment,
  addRow,
  attachmentKind,
  attachmentName,
  decideConflict,
  editField,
  removeAttachment,
  removeRow,
  signForm,
  takePledge,
} from '../../form';
import type { OpenCase } from '../case/open-case';
import type { CaseworkDeps } from '../deps';
import { givenPledge, mayPledge } from '../sealing/pledges';
import { saveAttachment } from './attachments';

/** What a clerk does to the form of the open case. */
export interface FormDesk {
  editField(key: string, value: string, reason?: string): Result<CaseView>;
  revealField(key: string): Result<CaseView>;
  decideConflict(decision: {
    key: string;
    choose: number | null;
    how: 'chosen' | 'objection' | 'verification';
    reason: string;
  }): Result<CaseView>;
  addRow(table: string): Result<CaseView>;
  removeRow(table: string, row: number): Result<CaseView>;
  attach(file: { material: string; name: string; base64: string }): Result<CaseView>;
  detach(material: string, id: string): Result<CaseView>;
  /** `signature`: written by hand; without one the pledge was spoken. PLEDGE_EXCLUDED, PLEDGE_UNCHECKED. */
  pledge(key: string, agreed: boolean, signature?: Signature): Result<CaseView>;
  /** The applicant signs the form as it is now (R75). FORM_INCOMPLETE. */
  signForm(signature: Signature): Result<CaseView>;
  acceptPaper(key: string, reason: string): Result<CaseView>;
}

export interface FormDeskPorts extends Pick<OpenCase, 'open' | 'audit'> {
  /** Keys of fields whose values are shown whole. */
  revealed: Set<string>;
  /** Asks the credit platform about every pledge of the case that it has not answered yet. */
  checkPledges: (caseId: string) => Promise<unknown>;
  /** Uses up a second person's word where the act needs one here. CLERK_SECOND_NEEDED. */
  withSecond: (act: SecondPersonAct) => Result<null>;
  /** Refuses in the wrong state; else writes the changed form, with the audit line, before showing it. */
  change: (
    change: (form: Form, definition: ItemDefinition) => Result<Form>,
    note: (tx: SqlTx, caseId: string, form: Form) => void,
  ) => Result<CaseView>;
}

/** Another value than before now stands where a licence, a card or the province said something else. */
function deviates(before: Form, after: Form, key: string): boolean {
  const at = (form: Form) => form.fields.find((field) => field.key === key);
  const now = at(after);
  return (now?.deviation ?? null) !== null && now?.value !== at(before)?.value;
}

export function createFormDesk(deps: CaseworkDeps, ports: FormDeskPorts): FormDesk {
  const { clock, ids } = deps;
  const { change, audit, revealed, withSecond } = ports;
  const fieldNow = (key: string) => ports.open()?.form?.fields.find((field) => field.key === key);

  return {
    editField(key, value, reason) {
      const before = fieldNow(key)?.deviation;
      const shownBefore = revealed.has(key);
      // Who types a value sees it; hiding it half-way would hide the typing.
      revealed.add(key);
      const edited = change(
        (form, definition) => {
          const typed = editField(form, definition, { key, value, reason, at: clock.now() });
          if (!typed.ok || !deviates(form, typed.value, key)) return typed;
          const agreed = withSecond('deviation');
          return agreed.ok ? typed : agreed;
        },
        (tx, caseId, form) => {
          // Correcting what a licence or card said is on record (R116); typing into an empty field is not worth a line.
          const now = form.fields.find((field) => field.key === key)?.deviation;
          if (now && now !== before)
            audit(tx, 'field-edited', caseId, { field: key, replaced: now.former.source.from });
        },
      );
      if (!edited.ok && !shownBefore) revealed.delete(key);
      return edited;
    },
    revealField(key) {
      const field = fieldNow(key);
      if (!field) return fail('FORM_FIELD_UNKNOWN');
      return change(
        (form) => {
          revealed.add(key);
          return { ok: true, value: form };
        },
        (tx, caseId) => audit(tx, 'field-shown', caseId, { field: key }),
      );
    },
    decideConflict: (decision) =>
      change(
        (form, definition) => decideConflict(form, definition, { ...decision, at: clock.now() }),
        (tx, caseId) =>
          audit(tx, 'conflict-decided', caseId, {
            field: decision.key,
            how: decision.how,
            candidate: decision.choose ?? 0,
          }),
      ),
    addRow: (table) =>
      change(
        (form, definition) => addRow(form, definition, { table, at: clock.now() }),
        () => undefined,
      ),
    removeRow: (table, row) =>
      change(
        (form, definition) => removeRow(form, definition, { table, row, at: clock.now() }),
        () => undefined,
      ),
    attach({ material, name, base64 }) {
      const bytes = fromBase64(base64);
      if (bytes.length > ATTACHMENT_BYTES)
        return fail('FORM_ATTACHMENT_SIZE', { megabytes: ATTACHMENT_BYTES / 1024 / 1024 });
      const mime = attachmentKind(bytes);
      if (mime === null) return fail('FORM_ATTACHMENT_KIND');
      const attachment = {
        id: ids.next(),
        name: attachmentName(name),
        mime,
        size: bytes.length,
        sha256: sha256(bytes),
      };
      return change(
        (form) => addAttachment(form, material, attachment),
        (tx, caseId) => {
          saveAttachment(tx, { id: attachment.id, caseId, bytes }, deps);
          const file = auditDigest(tx, 'file', attachment.sha256, deps);
          audit(tx, 'file-attached', caseId, { material, mime, size: attachment.size, file });
        },
      );
    },
    detach: (material, id) =>
      change(
        (form) => removeAttachment(form, material, id),
        (tx, caseId) => audit(tx, 'file-removed', caseId, { material }),
      ),
    pledge(key, agreed, signature) {
      const file = ports.open();
      const allowed = agreed && file ? mayPledge(deps.store.read, file, key) : null;
      if (file && allowed && !allowed.ok) {
        // The question may have been lost with a crash or on a broken line: asked again, so that the next press finds its answer.
        if (allowed.failure.code === 'PLEDGE_UNCHECKED')
          void ports.checkPledges(file.id).catch(() => undefined);
        return allowed;
      }
      const holder = (file?.grant ?? file?.provisional)?.holder ?? { name: '', code: '' };
      const by = { edition: file?.edition ?? '', holder: { name: holder.name, code: holder.code } };
      const at = clock.now();
      return change(
        (form) => {
          const material = form.materials.find((each) => each.key === key);
          if (!material) return fail('FORM_FIELD_UNKNOWN');
          const given = agreed ? givenPledge(material, { ...by, at, signature: signature ?? null }) : null;
          return takePledge(form, key, given);
        },
        (tx, caseId, form) => {
          const given = form.materials.find((each) => each.key === key)?.pledge;
          // Its plain digest covers name and number, and could be tried against.
          const digest = given && auditDigest(tx, 'pledge', given.sha256, deps);
          const facts = given && { how: given.method, text: given.textVersion, pledge: digest ?? '' };
          audit(tx, 'pledge-taken', caseId, { material: key, agreed, ...facts });
        },
      );
    },
    signForm(signature) {
      const file = ports.open();
      const holder = (file?.grant ?? file?.provisional)?.holder;
      if (!holder) return fail('LICENCE_GRANT_MISSING');
      return change(
        (form) => signForm(form, { holder, at: clock.now(), signature }),
        (tx, caseId, form) => {
          const digest = form.signed ? auditDigest(tx, 'file', form.signed.sha256, deps) : '';
          audit(tx, 'form-signed', caseId, { form: digest });
        },
      );
    },
    acceptPaper: (key, reason) =>
      change(
        (form) => {
          const accepted = acceptPaper(form, key, reason);
          const agreed = accepted.ok ? withSecond('paper') : accepted;
          return agreed.ok ? accepted : agreed;
        },
        (tx, caseId) => audit(tx, 'paper-accepted', caseId, { material: key }),
      ),
  };
}
