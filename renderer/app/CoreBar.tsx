/** Says calmly that the core is away, or that nothing can be written just now; nothing on the screen goes away with it. */
import { Button } from 'antd';
import { useCall, useHall, useHallState, useSaidOnBar } from '../hall';
import { FailureLines, Icon } from '../parts';
import { FRAME } from '../words';

export function CoreBar() {
  const { facade } = useHall();
  const { core, snapshot } = useHallState();
  const said = useSaidOnBar();
  const errand = useCall();
  if (core.state === 'ready') {
    return said ? (
      <div className="core-bar">
        <FailureLines failure={said} />
      </div>
    ) : null;
  }
  if (core.state === 'starting' && !snapshot) return null;
  if (core.state === 'gone') {
    return (
      <div className="core-bar core-bar-gone" role="alert">
        <Icon name="danger" />
        <span>{FRAME.gone}</span>
        <Button loading={errand.busy} onClick={() => void errand.run(() => facade.window.restartCore())}>
          {FRAME.restartCore}
        </Button>
        <FailureLines failure={errand.failure ?? core.failure} />
      </div>
    );
  }
  return (
    <div className="core-bar" role="status">
      <span className="waiting-mark" aria-hidden="true" />
      <span>{core.state === 'restarting' ? FRAME.restarting : FRAME.starting}</span>
    </div>
  );
}
