/** What happened, what to do now, and the code in small type for the hot-line. Stays until the next step. */
import { use, useState } from 'react';
import type { Failure } from '../../main/contract/failures/failure';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { useSaidOnBar } from '../hall';
import { FRAME } from '../words';
import { InDialog } from './Dialog';
import { Icon } from './Icon';

/**
 * What a call of this screen came to. A failure that the bar says already is not said again, neither then nor when the bar has
 * gone because all is well; the next attempt speaks for itself. A dialog hides the bar and says it all the same.
 */
export function FailureNote({ failure }: { failure: Failure | null }) {
  const onBar = useSaidOnBar();
  const inDialog = use(InDialog);
  const [said, setSaid] = useState<Failure['code'] | null>(null);
  const code = failure?.code ?? null;
  const isOnBar = code !== null && !inDialog && code === onBar?.code;
  const saidNow = isOnBar || said === code ? code : null;
  if (saidNow !== said) setSaid(saidNow);
  return saidNow === null ? <FailureLines failure={failure} /> : null;
}

export function FailureLines({ failure }: { failure: Failure | null }) {
  if (!failure) return null;
  const { what, remedy } = FAILURE_WORDS[failure.code];
  const waits = failure.retry === 'automatic';
  return (
    <div className={`note ${waits ? 'note-attention' : 'note-danger'}`} role="alert">
      <Icon name={waits ? 'warning' : 'danger'} />
      <div className="note-text">
        <strong>{what}</strong>
        <span>{remedy}</span>
        <span className="code">
          {FRAME.code} {failure.code}
        </span>
      </div>
    </div>
  );
}
