import { Segmented } from 'antd';
import { useState } from 'react';
import type { ScannerSetupView } from '../../../main/contract/calls';
import { useHall, useKeyboardScans, useReading } from '../../hall';
import { Chip } from '../../parts';
import { WEDGE } from '../../words';
import { DeviceBox } from './DeviceBox';

/** Shown once a scanner has typed, or where one is plugged in that can only type: how it becomes one that needs no keys. */
export function KeyboardScannerCard() {
  const scans = useKeyboardScans();
  const setups = useSetups(scans.seen);
  const isPlugged = setups.some(({ plugged }) => plugged !== null);
  if (!scans.seen && !isPlugged) return null;
  return (
    <DeviceBox
      icon="scan"
      title={WEDGE.title}
      chip={
        <Chip tone="attention" icon="warning">
          {WEDGE.chip}
        </Chip>
      }
      failure={scans.failure}
      fine={scans.seen ? WEDGE.note : WEDGE.plugged}
      rows={[]}
      wide
    >
      <p className="quiet">{scans.lost ? WEDGE.lost : WEDGE.why}</p>
      {setups.length > 0 ? <Guide setups={setups} /> : null}
    </DeviceBox>
  );
}

function Guide({ setups }: { setups: readonly ScannerSetupView[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const setup = setups.find(({ maker }) => maker === chosen) ?? setups[0];
  if (!setup) return null;
  return (
    <section className="setup" aria-label={WEDGE.steps}>
      <header>
        <h3>{WEDGE.steps}</h3>
        <Segmented
          aria-label={WEDGE.makers}
          value={setup.maker}
          options={setups.map(({ maker }) => ({ value: maker, label: makerName(maker) }))}
          onChange={setChosen}
        />
      </header>
      <ol>
        {setup.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {setup.pictures.length > 0 ? <Pictures pictures={setup.pictures} /> : null}
      <p className="quiet">
        {setup.pictures.length > 0 ? null : `${WEDGE.manual(setup.maker)}${WEDGE.noPictures}`}
        {setup.certain ? null : WEDGE.untried}
      </p>
    </section>
  );
}

function Pictures({ pictures }: { pictures: readonly string[] }) {
  return (
    <div className="setup-codes">
      <p>{WEDGE.pictures}</p>
      {pictures.map((picture, at) => (
        <figure key={picture}>
          <img src={picture} alt={WEDGE.picture(at + 1)} />
          <figcaption>{WEDGE.picture(at + 1)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

const makerName = (maker: string) => (maker === '' ? WEDGE.otherMaker : maker);

/** Asked when the screen opens, and again once a scanner has typed. */
function useSetups(seen: boolean): ScannerSetupView[] {
  const { facade } = useHall();
  return useReading(() => facade.device.scannerSetups(), [seen]).told ?? [];
}
