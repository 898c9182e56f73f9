/** A state in a word with its icon: readable without colour. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export type Tone = 'verified' | 'attention' | 'danger' | 'plain' | 'action';

export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
    </span>
  );
}
