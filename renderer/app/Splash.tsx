/** The same picture as the static page, so that nothing jumps while the first snapshot is on its way. */
import type { ReactNode } from 'react';

export function Splash({ name, line, children }: { name: string; line: string; children?: ReactNode }) {
  return (
    <div className="splash">
      <p className="splash-name">{name}</p>
      <p className="splash-line">{line}</p>
      {children}
    </div>
  );
}
