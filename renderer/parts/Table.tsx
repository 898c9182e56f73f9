/** A table under the names of its columns. */
import type { ReactNode } from 'react';

export interface Column {
  readonly name: string;
  readonly className?: string;
  /** Named for screen readers only: what stands in the column speaks for itself. */
  readonly isSilent?: boolean;
}

export interface TableProps {
  readonly columns: readonly (string | Column)[];
  readonly className?: string;
  /** The rows. */
  readonly children: ReactNode;
}

export function Table({ columns, className = '', children }: TableProps) {
  return (
    <table className={`table ${className}`.trim()}>
      <thead>
        <tr>
          {columns.map((column) => {
            const {
              name,
              className: look,
              isSilent,
            }: Column = typeof column === 'string' ? { name: column } : column;
            return (
              <th key={name} scope="col" className={look}>
                {isSilent ? <span className="visually-hidden">{name}</span> : name}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
