/**
 * form: grant -> form. Filled from what was fetched, every value keeps its source; checks and edits.
 * May import: contract, base. Imported by: casework.
 */
export { acceptPaper, checkForm, editField, openPoints, takePledge } from './edit';
export { prefillForm } from './prefill';
export { savingsOf } from './savings';
