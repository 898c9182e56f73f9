/** Which of the three the window shows: the opening page, the sign-in, or the frame with its zones. */
import { Button } from 'antd';
import { useHall, useHallState } from '../hall';
import { FailureNote } from '../parts';
import { SignInStation } from '../stations/sign-in';
import { FRAME, PRODUCT } from '../words';
import { CoreBar } from './CoreBar';
import { FootBar } from './FootBar';
import { Frame } from './Frame';
import { SecondPersonDialog } from './SecondPersonDialog';
import { Splash } from './Splash';
import { TrainingRibbon } from './TopBar';

export function App() {
  const { store } = useHall();
  const { snapshot, failure, core } = useHallState();
  if (!snapshot) {
    return (
      <Splash name={PRODUCT} line={failure || core.state === 'gone' ? FRAME.notOpened : FRAME.opening}>
        <div className="splash-failure">
          <FailureNote failure={failure ?? core.failure} />
          {failure ? (
            <Button size="large" onClick={() => void store.refresh()}>
              {FRAME.retry}
            </Button>
          ) : null}
          <CoreBar />
        </div>
      </Splash>
    );
  }
  if (snapshot.station.store === 'open' && snapshot.clerk)
    return (
      <>
        <Frame clerk={snapshot.clerk} />
        <SecondPersonDialog />
      </>
    );
  return (
    <div className="frame frame-closed">
      {snapshot.station.training ? <TrainingRibbon /> : null}
      <CoreBar />
      <SignInStation />
      <FootBar onLock={null} onOpen={null} />
    </div>
  );
}
