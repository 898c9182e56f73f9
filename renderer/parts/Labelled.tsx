/** A control under its label, with what is wrong with it beneath. */
import { type ReactNode, useId } from 'react';

export function Labelled({
  label,
  problem,
  children,
}: {
  label: string;
  problem?: string | null;
  /** Draws the control; it must carry the id. */
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="stack">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
