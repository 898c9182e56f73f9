/** What the camera sees, which camera it is, and a way to close it. On only while this is shown. */
import { Button, Select } from 'antd';
import { useState } from 'react';
import { KEYS, useCall, useHall } from '../hall';
import { Chip, FailureNote, Icon, Key } from '../parts';
import { CAMERA } from '../words';
import { useCamera } from './use-camera';
import './camera.css';

export function CameraPanel({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const errand = useCall();
  const [wanted, setWanted] = useState('');
  const { video, state, cameras, current, slow } = useCamera(wanted, (text) => {
    void errand.run(() => facade.device.cameraCode({ text }));
  });
  const works = state === 'watching' || state === 'starting';
  return (
    <section className="camera" aria-label={CAMERA.title}>
      <div className="camera-picture">
        <video ref={video} muted playsInline className={state === 'watching' ? '' : 'camera-dark'} />
        {state === 'watching' ? <span className="camera-frame" aria-hidden="true" /> : null}
        {state === 'watching' ? null : <p className="camera-word">{CAMERA.state[state]}</p>}
      </div>
      <div className="camera-side">
        <h2>{CAMERA.title}</h2>
        <Chip
          tone={state === 'watching' ? 'verified' : works ? 'plain' : 'attention'}
          icon={state === 'watching' ? 'done' : works ? 'clock' : 'warning'}
        >
          {CAMERA.chip[state]}
        </Chip>
        <p className="quiet">{works ? CAMERA.hint : CAMERA.remedy[state]}</p>
        {slow ? <p className="quiet">{CAMERA.slow}</p> : null}
        {cameras.length > 1 ? (
          <Select
            aria-label={CAMERA.choose}
            suffixIcon={<Icon name="down" />}
            value={current === '' ? null : current}
            placeholder={CAMERA.choose}
            options={cameras.map(({ id, label }, index) => ({
              value: id,
              label: CAMERA.nth(index + 1, label),
            }))}
            onChange={setWanted}
          />
        ) : null}
        <FailureNote failure={errand.failure} />
        <Button onClick={onClose}>
          {CAMERA.close}
          <Key name={KEYS.camera} />
        </Button>
      </div>
    </section>
  );
}
