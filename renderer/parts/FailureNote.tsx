/** What happened, what to do now, and the code in small type for the hot-line. Stays until the next step. */
import type { Failure } from '../../main/contract/failures/failure';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { FRAME } from '../words';
import { Icon } from './Icon';

export function FailureNote({ failure }: { failure: Failure | null }) {
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
