import type { CaseState } from '../../../contract/calls/views';
import { fail, type Result } from '../../../contract/failures/failure';

/**
 * What may happen in which state, and where it leads. Whatever is not in this table is refused (R95, R116).
 * A state named after an action's own outcome (granted, sealed) is entered by the casework when the answer comes.
 */
export const TRANSITIONS = {
  Identifying: {
    chooseItem: 'Identifying',
    identify: 'Identifying',
    stateIssued: 'Identifying',
    authorise: 'Authorising',
    acceptOffline: 'ReviewingForm',
    abandon: 'Identifying',
  },
  Authorising: {
    granted: 'ReviewingLicences',
    notGranted: 'Identifying',
    kept: 'ReviewingLicences',
    takenBack: 'Identifying',
    abandon: 'Identifying',
  },
  ReviewingLicences: {
    chooseItem: 'Identifying',
    fillForm: 'ReviewingForm',
    askAgain: 'Authorising',
    takenBack: 'Identifying',
    back: 'Identifying',
    object: 'ReviewingLicences',
    abandon: 'Identifying',
  },
  ReviewingForm: {
    edit: 'ReviewingForm',
    back: 'ReviewingLicences',
    giveUpOffline: 'Identifying',
    takenBack: 'Identifying',
    submit: 'Sealing',
    object: 'ReviewingForm',
    wait: 'AwaitingVerification',
    abandon: 'Identifying',
  },
  AwaitingVerification: { resume: 'ReviewingForm', takenBack: 'Identifying', submit: 'Sealing' },
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
