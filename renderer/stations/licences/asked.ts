import type { WantedView } from '../../../main/contract/calls';

/** What is really asked for: not what the issue list says cannot be had (R23). */
export function askedOf(wanted: readonly WantedView[]): WantedView[] {
  return wanted.filter(
    ({ issue }) => !issue || issue.standing === 'exists' || issue.standing === 'not-listed',
  );
}
