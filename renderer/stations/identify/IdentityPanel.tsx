import { Button, Input } from 'antd';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import type { CaseView } from '../../../main/contract/calls';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import {
  isCardReader,
  isUsable,
  KEYS,
  useCall,
  useHall,
  useKey,
  useKeyboardScans,
  useSnapshot,
} from '../../hall';
import { Chip, FailureNote, Icon, Key, Labelled } from '../../parts';
import { ACTING, CAMERA, DEVICE_STATE, FOOT, IDENTIFY, TRAINING, WEDGE } from '../../words';

import { ScanButton } from './ScanButton';

const CameraPanel = lazy(() => import('../../camera').then((door) => ({ default: door.CameraPanel })));

/** The one thing to do: have the applicant lay the card or show the code. The reader is listened to all the time. */
export function IdentityPanel({
  audience,
  acting,
}: {
  audience: 'person' | 'enterprise' | null;
  acting: CaseView['acting'];
}) {
  const { facade, store } = useHall();
  const { devices: all, station } = useSnapshot();
  const withCode = acting === null || acting.way === 'enterprise-agent';
  const withCard = audience !== 'enterprise' || acting !== null;
  const devices = all.filter((device) => (isCardReader(device) ? withCard : withCode));
  const call = acting
    ? ACTING[acting.helper ? 'callHolder' : 'callHelper'][acting.way]
    : audience === 'enterprise'
      ? IDENTIFY.identityCallEnterprise
      : IDENTIFY.identityCall;
  const errand = useCall();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const scans = useKeyboardScans();
  const [camera, setCamera] = useState(false);
  useKey('camera', () => setCamera((on) => !on));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const code = text.trim();
    if (code === '') return setMissing(true);
    const done = await errand.run(() => facade.case.enterCode({ text: code }));
    if (!done) return;
    setText('');
    store.putCase(done.value);
  };
  return (
    <section className="identity">
      {camera ? (
        <Suspense fallback={<div className="identity-call" />}>
          <CameraPanel onClose={() => setCamera(false)} />
        </Suspense>
      ) : (
        <div className="identity-call">
          <div className="identity-marks" aria-hidden="true">
            {withCard ? (
              <span>
                <Icon name="card" />
              </span>
            ) : null}
            {withCode ? (
              <span>
                <Icon name="code" />
              </span>
            ) : null}
          </div>
          <h2>{call}</h2>
          <div className="identity-devices" aria-live="polite">
            {devices.map((device) => (
              <Chip
                key={device.id}
                tone={isUsable(device) ? 'verified' : 'attention'}
                icon={isUsable(device) ? 'done' : 'warning'}
              >
                {FOOT[device.driver]} {DEVICE_STATE[device.state]}
              </Chip>
            ))}
            {scans.seen ? (
              <Chip tone="attention" icon="warning">
                {WEDGE.note}
              </Chip>
            ) : null}
            {station.training ? <span className="strip-training">{TRAINING.howTo}</span> : null}
          </div>
          {devices.some(isUsable) || scans.seen ? null : <p className="quiet">{IDENTIFY.readerDown}</p>}
          {devices.map(({ id, label, failure }) =>
            failure ? (
              <p key={id} className="quiet">
                {IDENTIFY.deviceTrouble(label, FAILURE_WORDS[failure.code])}
              </p>
            ) : null,
          )}
          {scans.lost ? <p className="quiet">{WEDGE.lost}</p> : null}
          <ScanButton devices={devices} size="large" />
        </div>
      )}
      <form className="identity-manual" onSubmit={(event) => void submit(event)}>
        <Labelled label={IDENTIFY.manual}>
          {(id) => (
            <Input
              id={id}
              size="large"
              maxLength={2048}
              autoComplete="off"
              value={text}
              status={missing ? 'error' : ''}
              placeholder={IDENTIFY.manualHint}
              onChange={(event) => {
                setText(event.target.value);
                setMissing(false);
              }}
            />
          )}
        </Labelled>
        <Button size="large" htmlType="submit" loading={errand.busy}>
          {IDENTIFY.manualSubmit}
        </Button>
        {camera ? null : (
          <Button size="large" onClick={() => setCamera(true)}>
            {CAMERA.open}
            <Key name={KEYS.camera} />
          </Button>
        )}
      </form>
      {missing ? <p className="field-problem">{IDENTIFY.manualMissing}</p> : null}
      <FailureNote failure={errand.failure} />
    </section>
  );
}
