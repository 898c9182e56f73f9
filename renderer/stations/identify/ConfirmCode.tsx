import { Button, Radio } from 'antd';
import { useEffect } from 'react';
import type { ConfirmView } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import type { ConfirmScene } from '../../../main/contract/province/confirm';
import { type Errand, KEYS, useHall, useKey, useNow, useSnapshot } from '../../hall';
import { Dialog, FailureNote, Icon, Key } from '../../parts';
import { CONFIRM, CONFIRM_ANSWER, CONFIRM_SCENE, writeDay } from '../../words';

const SCENES = Object.keys(CONFIRM_SCENE) as ConfirmScene[];

/** The scene chosen last; the next person is mostly asked the same. */
let lastScene: ConfirmScene = 'driving';

/** Show and confirm (R43). The core says whether a code is awaited: the dialog is open as long as it is. */
export function ConfirmCode({ errand }: { errand: Errand }) {
  const { facade } = useHall();
  const { confirm, clerk } = useSnapshot();
  const isOffered = mayCall(clerk?.role ?? null, 'confirm.begin');
  const begin = (scene: ConfirmScene) => {
    lastScene = scene;
    void errand.run(() => facade.confirm.begin({ scene }));
  };
  useKey('confirmCode', () => begin(lastScene), isOffered);
  if (!isOffered) return null;
  return (
    <>
      <Button size="large" type="text" onClick={() => begin(lastScene)}>
        {CONFIRM.open}
        <Key name={KEYS.confirmCode} />
      </Button>
      {confirm ? <ConfirmDialog view={confirm} onScene={begin} /> : null}
    </>
  );
}

function ConfirmDialog({ view, onScene }: { view: ConfirmView; onScene: (scene: ConfirmScene) => void }) {
  const { facade } = useHall();
  const end = () => void facade.confirm.end();
  // Whatever takes this screen away ends the waiting: no code may be swallowed where nobody sees it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it goes.
  useEffect(() => end, []);
  return (
    <Dialog
      title={CONFIRM.title}
      width="wide"
      onClose={end}
      footer={
        <Button size="large" onClick={end}>
          {CONFIRM.close}
          <Key name={KEYS.close} />
        </Button>
      }
    >
      <p className="quiet">{CONFIRM.text}</p>
      <div className="confirm-code">
        <Radio.Group
          className="confirm-scenes"
          aria-label={CONFIRM.scene}
          value={view.scene}
          onChange={(event) => onScene(event.target.value as ConfirmScene)}
        >
          {SCENES.map((scene) => (
            <Radio key={scene} value={scene} autoFocus={scene === view.scene}>
              {CONFIRM_SCENE[scene].name}
            </Radio>
          ))}
        </Radio.Group>
        <section className="confirm-result" aria-live="polite">
          <h3>{CONFIRM_SCENE[view.scene].question}</h3>
          <Told view={view} />
        </section>
      </div>
    </Dialog>
  );
}

function Told({ view: { state, told, failure, until } }: { view: ConfirmView }) {
  if (state === 'asking') return <p className="confirm-call">{CONFIRM.asking}</p>;
  if (state === 'waiting') {
    return (
      <>
        <p className="confirm-call">
          <Icon name="code" />
          {CONFIRM.waiting}
        </p>
        <p className="quiet">{CONFIRM.waitingHint}</p>
      </>
    );
  }
  return (
    <>
      {told ? (
        <>
          <p className={`confirm-call confirm-${told.answer}`}>
            <Icon name={told.answer === 'yes' ? 'done' : 'warning'} />
            {CONFIRM_ANSWER[told.answer]}
          </p>
          <p>
            {CONFIRM.holder} {told.holder.nameMasked}
          </p>
          {told.answer === 'yes' ? (
            <p>{told.validTo ? `${CONFIRM.until} ${writeDay(told.validTo)}` : CONFIRM.longTerm}</p>
          ) : null}
        </>
      ) : (
        <>
          <p className="confirm-call confirm-no">{CONFIRM.failed}</p>
          <FailureNote failure={failure} />
        </>
      )}
      {until === null ? null : <Leaving until={until} />}
    </>
  );
}

function Leaving({ until }: { until: number }) {
  const now = useNow();
  return (
    <p className="quiet" aria-live="off">
      {CONFIRM.leaves(Math.max(0, Math.ceil((until - now) / 1000)))}
    </p>
  );
}
