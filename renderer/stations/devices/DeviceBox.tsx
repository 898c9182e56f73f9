import type { ReactNode } from 'react';
import type { Failure } from '../../../main/contract/failures/failure';
import { FailureNote, Icon, type IconName } from '../../parts';

/** One card of the screen: what it is, its state, what is wrong and what helps, facts. */
export function DeviceBox({
  icon,
  title,
  chip,
  failure,
  fine,
  rows,
  wide,
  children,
}: {
  icon: IconName;
  title: string;
  chip: ReactNode;
  failure: Failure | null;
  /** What to say while nothing is wrong. */
  fine: string;
  rows: readonly (readonly [string, ReactNode])[];
  /** Needs the width of the screen. */
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <article className={wide ? 'device device-wide' : 'device'}>
      <header>
        <Icon name={icon} />
        <h2>{title}</h2>
        {chip}
      </header>
      {failure ? <FailureNote failure={failure} /> : <p className="quiet">{fine}</p>}
      {rows.length > 0 ? (
        <dl className="facts">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {children ? <footer>{children}</footer> : null}
    </article>
  );
}
