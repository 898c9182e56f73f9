/** The seven steps on the left, worked out from the case alone. */
import type { CaseView } from '../../main/contract/calls';
import type { FormField } from '../../main/contract/flow/form';

export type StepState = 'done' | 'current' | 'waiting' | 'failed' | 'todo';

const CURRENT_STEP = {
  Authorising: 2,
  ReviewingLicences: 3,
  ReviewingForm: 4,
  AwaitingVerification: 4,
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
  // Without a grant nothing was asked and nothing fetched yet.
  if (view.provisional) steps[2] = steps[3] = 'todo';
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
  readonly kind: 'missing' | 'wrong' | 'conflict' | 'material';
  readonly key: string;
}

export function formGaps(view: CaseView): readonly FormGap[] {
  if (!view.form) return [];
  const fields = view.form.fields
    .filter((field) => !field.hidden && (field.problem !== null || isUndecided(field)))
    .map((field): FormGap => ({ kind: gapKind(field), key: field.key }));
  const materials = view.form.materials
    .filter((material) => !material.hidden && !material.settled && !material.deferred)
    .map((material): FormGap => ({ kind: 'material', key: material.key }));
  return [...fields, ...materials];
}

/** Sources contradict each other and nobody has said yet which one holds. */
export function isUndecided(field: FormField): boolean {
  return field.conflict !== null && field.conflict.decided === null;
}

function gapKind(field: FormField): FormGap['kind'] {
  if (isUndecided(field)) return 'conflict';
  return field.problem?.code === 'required' ? 'missing' : 'wrong';
}
