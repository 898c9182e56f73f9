/** Whom we wait for and since when. */
import { useNow } from '../hall';
import { LICENCES, writeClock, writeSpan } from '../words';

export function WaitingNote({ whom, since }: { whom: string; since: number }) {
  const now = useNow();
  return (
    <div className="waiting" role="status">
      <span className="waiting-mark" aria-hidden="true" />
      <span>{LICENCES.waiting(whom, writeSpan(now - since))}</span>
      <span className="quiet">{LICENCES.since(writeClock(since))}</span>
    </div>
  );
}
