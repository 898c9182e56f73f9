import type { CaseView } from '../../../contract/calls';

/** A department that can answer at once has done so by then. */
export const VERIFICATION_WAIT_MS = 5_000;
/** Deliveries are tried again after a while; a command waits for a few of them. */
export const DELIVERY_WAIT_MS = 20_000;

/** The identity is read and the province has answered, one way or the other. */
export const authorised = (view: CaseView) => view.state === 'ReviewingLicences' || view.failure !== null;

/** The province has taken the receipt, or will not without a person. */
export const delivered = (view: CaseView) =>
  view.receipt?.delivery === 'acknowledged' || view.receipt?.delivery === 'parked';

const isAsked = (view: CaseView, key: string) =>
  view.errands.some(
    ({ subject, state }) => subject === `material:${key}` && ['to-send', 'asked', 'overdue'].includes(state),
  );
const openMaterials = (view: CaseView) =>
  view.form?.materials.filter(({ settled, hidden }) => !settled && !hidden) ?? [];

/** No department is waited for. */
export const isAnswered = (view: CaseView) =>
  !openMaterials(view).some(({ key, settlement }) => settlement === 'verification' && isAsked(view, key));

/** Nothing but answers of departments keeps the form from being sealed. */
export const isElseComplete = (view: CaseView) =>
  (view.form?.fields.every(({ problem, hidden }) => problem === null || hidden) ?? false) &&
  openMaterials(view).every(({ key, settlement }) => settlement === 'verification' && isAsked(view, key));
