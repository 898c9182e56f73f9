/** The middle zone of every screen: what to do, the work, what went wrong, and the actions. */
import type { ReactNode } from 'react';

export interface StationProps {
  readonly title: string;
  readonly hint: string;
  readonly aside?: ReactNode;
  /** Failures and other lasting notes, next to the action. */
  readonly notes?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Station({ title, hint, aside, notes, actions, children }: StationProps) {
  return (
    <section className="station" aria-label={title}>
      <header className="station-head">
        <div>
          <h1>{title}</h1>
          <p className="quiet">{hint}</p>
        </div>
        {aside}
      </header>
      <div className="station-body scroll">{children}</div>
      <div className="station-notes">{notes}</div>
      {actions}
    </section>
  );
}
