import { fail, type Result } from '../../contract/failures/failure';
import type { Form } from '../../contract/flow/form';
import type { Signature } from '../../contract/flow/signature';
import { canonicalJson } from '../../contract/province/wire';
import { sha256 } from '../base';
import { openPoints, submittedForm } from './check-form';

interface Signing {
  holder: { name: string; code: string };
  at: number;
  signature: Signature;
}

/** SHA-256 over what was signed (item, holder, every value, how each proof is settled), when, and the strokes. */
export function signedDigest(form: Form, { holder: { name, code }, at, signature }: Signing): string {
  const { fields, materials } = submittedForm(form);
  const whole = {
    itemSeq: form.itemSeq,
    holder: { name, code },
    fields: fields.map(({ key, value }) => ({ key, value })),
    materials: materials.map(({ key, settlement, attachments }) => ({
      key,
      settlement,
      files: attachments.map((each) => each.sha256),
    })),
    at,
    signature,
  };
  return sha256(canonicalJson(whole));
}

/** The applicant signs the form as it is, when nothing in it is left open (R75). FORM_INCOMPLETE. */
export function signForm(form: Form, signing: Signing): Result<Form> {
  const open = openPoints(form);
  if (open.fields + open.materials + open.conflicts > 0) return fail('FORM_INCOMPLETE', { ...open });
  const { at, signature } = signing;
  return { ok: true, value: { ...form, signed: { at, signature, sha256: signedDigest(form, signing) } } };
}

/** The applicant's signature, as long as the form says what it said when they signed; undefined afterwards. */
export function signatureOn(form: Form, holder: Signing['holder']): Form['signed'] {
  const { signed } = form;
  return signed && signed.sha256 === signedDigest(form, { holder, ...signed }) ? signed : undefined;
}
