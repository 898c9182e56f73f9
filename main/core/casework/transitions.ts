import type { CaseState } from '../../contract/calls/views';
import { fail, type Result } from '../../contract/failures/failure';

/**
 * What may happen in which state, and where it leads. Whatever is not in this table is refused (R95, R116).
 * A state named after an action's own outcome (granted, sealed) is entered by the casework when the answer comes.
 */
export const TRANSITIONS = {
  Identifying: {
    chooseItem: 'Identifying',
    identify: 'Identifying',
    authorise: 'Authorising',
    abandon: 'Identifying',
  },
  Authorising: { granted: 'ReviewingLicences', notGranted: 'Identifying', abandon: 'Identifying' },
  ReviewingLicences: {
    chooseItem: 'Identifying',
    fillForm: 'ReviewingForm',
    back: 'Identifying',
    abandon: 'Identifying',
  },
  ReviewingForm: {
    edit: 'ReviewingForm',
    back: 'ReviewingLicences',
    submit: 'Sealing',
    abandon: 'Identifying',
  },
  Sealing: { sealed: 'HandingOver', notSealed: 'ReviewingForm' },
  HandingOver: { close: 'HandingOver' },
} as const satisfies Record<CaseState, Partial<Record<string, CaseState>>>;

type Table = typeof TRANSITIONS;
export type CaseAction = { [State in CaseState]: keyof Table[State] }[CaseState];

/** The state an action leads to, or CASE_STATE. */
export function nextState(state: CaseState, action: CaseAction): Result<CaseState> {
  const allowed: Partial<Record<CaseAction, CaseState>> = TRANSITIONS[state];
  const next = allowed[action];
  return next ? { ok: true, value: next } : fail('CASE_STATE', { state, action });
}
