import { Button } from 'antd';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote, Icon } from '../../parts';
import { SIGN_IN } from '../../words';

/** The other way in, where there is a reader: the clerk's own card on it, and what came of it. */
export function CardNote() {
  const { cardSignIn, devices } = useSnapshot();
  const hasReader = devices.some(
    ({ driver, state }) => driver.startsWith('id-card') && (state === 'ready' || state === 'busy'),
  );
  const { facade } = useHall();
  const announcing = useCall();
  if (!hasReader && !cardSignIn) return null;
  const { awaited, busy, confirm, failure } = cardSignIn ?? IDLE;
  const announce = (
    <Button loading={announcing.busy} onClick={() => void announcing.run(() => facade.clerk.awaitCard())}>
      {SIGN_IN.cardFirst}
    </Button>
  );
  if (failure)
    return (
      <>
        <FailureNote failure={failure} />
        {announce}
      </>
    );
  const settled = awaited || confirm;
  return (
    <div className={settled ? 'sign-in-kept' : 'sign-in-card-way quiet'}>
      <Icon name="card" />
      <span role="status">{confirm ? SIGN_IN.cardConfirm(confirm.name) : words({ awaited, busy })}</span>
      {settled || busy ? null : announce}
    </div>
  );
}

const IDLE = { awaited: false, busy: false, confirm: null, failure: null };

function words({ awaited, busy }: { awaited: boolean; busy: boolean }): string {
  if (busy) return SIGN_IN.cardBusy;
  return awaited ? SIGN_IN.cardAwaited : SIGN_IN.cardWay;
}
