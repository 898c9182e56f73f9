/** The seven steps on the left, worked out from the case alone. */
import type { CaseView } from '../../main/contract/calls';

export type StepState = 'done' | 'current' | 'waiting' | 'failed' | 'todo';

const CURRENT_STEP = {
  Authorising: 2,
  ReviewingLicences: 3,
  ReviewingForm: 4,
  Sealing: 5,
  HandingOver: 6,
} as const;

/** Index 0-6: item, identity, authorisation, licences, form, seal, delivery. */
export function caseSteps(view: CaseView | null): readonly StepState[] {
  const steps: StepState[] = ['todo', 'todo', 'todo', 'todo', 'todo', 'todo', 'todo'];
  if (!view) {
    steps[0] = 'current';
    return steps;
  }
  if (view.state === 'Identifying') {
    if (view.item) steps[0] = 'done';
    if (view.credential) steps[1] = 'done';
    const next = steps.indexOf('todo');
    steps[next] = view.failure && next > 1 ? 'failed' : 'current';
    return steps;
  }
  const current = CURRENT_STEP[view.state];
  for (let index = 0; index < current; index += 1) steps[index] = 'done';
  steps[current] = view.waiting ? 'waiting' : 'current';
  if (view.state === 'HandingOver') steps[6] = deliveryStep(view);
  return steps;
}

function deliveryStep(view: CaseView): StepState {
  switch (view.receipt?.delivery) {
    case 'acknowledged':
      return 'done';
    case 'parked':
      return 'failed';
    default:
      return 'waiting';
  }
}

/** Everything on the form that still keeps it from being sealed, in the order it is shown. */
export interface FormGap {
  readonly kind: 'missing' | 'wrong' | 'material';
  readonly key: string;
}

export function formGaps(view: CaseView): readonly FormGap[] {
  if (!view.form) return [];
  const fields = view.form.fields
    .filter((field) => field.problem !== null)
    .map(
      (field): FormGap => ({
        kind: field.problem?.code === 'required' ? 'missing' : 'wrong',
        key: field.key,
      }),
    );
  const materials = view.form.materials
    .filter((material) => !material.settled)
    .map((material): FormGap => ({ kind: 'material', key: material.key }));
  return [...fields, ...materials];
}
