/**
 * form: grant -> form. Filled from what was fetched, every value keeps its source; checks, edits, rows, decisions, files.
 * May import: contract, base. Imported by: casework.
 */
export { checkForm, openPoints, submittedForm } from './check-form';
export { decideConflict, reopenConflict } from './conflict';
export { editField } from './edit';
export { isHiddenLevel, maskForm } from './mask-form';
export {
  acceptPaper,
  addAttachment,
  attachmentKind,
  attachmentName,
  removeAttachment,
  settleVerification,
  takePledge,
  verifyInstead,
  withoutPledge,
} from './materials';
export { prefillForm } from './prefill';
export { provisionalForm } from './provisional';
export { addRow, removeRow } from './rows';
export { savingsOf } from './savings';
export { signatureOn, signForm } from './sign-form';
