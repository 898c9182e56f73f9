import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ExaminationView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import type { DeviceView } from '../../../main/contract/flow/device';
import {
  isCardReader,
  KEYS,
  useCall,
  useHall,
  useKey,
  useKeyboardScans,
  useNow,
  useSnapshot,
} from '../../hall';
import { Chip, EmptyNote, FailureNote, Icon, type IconName, Key, Station, type Tone } from '../../parts';
import {
  commonName,
  DEVICE_STATE,
  DEVICES,
  EXAMINE,
  PROVINCE_STATE,
  SEAL_STATE,
  WEDGE,
  writeInstant,
  writeLatency,
  writeMoment,
} from '../../words';
import { Examination } from './Examination';
import './devices.css';

const LOOK: Record<DeviceView['state'], { tone: Tone; icon: IconName }> = {
  absent: { tone: 'attention', icon: 'warning' },
  opening: { tone: 'plain', icon: 'clock' },
  ready: { tone: 'verified', icon: 'done' },
  busy: { tone: 'action', icon: 'scan' },
  lost: { tone: 'danger', icon: 'danger' },
};

export function DevicesStation() {
  const { facade } = useHall();
  const { devices, clerk } = useSnapshot();
  const errand = useCall();
  const [examination, setExamination] = useState<ExaminationView | null>(null);
  const examine = async () => {
    const done = await errand.run(() => facade.device.examine());
    if (done) setExamination(done.value);
  };
  return (
    <Station
      title={DEVICES.title}
      hint={DEVICES.hint}
      notes={<FailureNote failure={errand.failure} />}
      actions={
        <footer className="actions">
          <span className="actions-missing">{errand.busy ? EXAMINE.busy : ''}</span>
          <ExamineButton busy={errand.busy} run={() => void examine()} enabled={clerk !== null} />
        </footer>
      }
    >
      {examination ? <Examination examination={examination} /> : null}
      {devices.length === 0 ? <EmptyNote icon="api" title={DEVICES.none} text={DEVICES.noneHint} /> : null}
      <div className="devices">
        {devices.map((device) => (
          <DeviceCard key={device.id} device={device} />
        ))}
        <KeyboardScannerCard />
        <ProvinceCard />
        <SealCard />
      </div>
    </Station>
  );
}

function ExamineButton({ busy, run, enabled }: { busy: boolean; run: () => void; enabled: boolean }) {
  useKey('primary', run, enabled && !busy);
  return (
    <Button type="primary" size="large" loading={busy} disabled={!enabled} onClick={run}>
      {EXAMINE.action}
      <Key name={KEYS.primary} />
    </Button>
  );
}

function DeviceCard({ device }: { device: DeviceView }) {
  const { facade } = useHall();
  const errand = useCall();
  const now = useNow();
  const look = LOOK[device.state];
  return (
    <DeviceBox
      icon={isCardReader(device) ? 'card' : 'scan'}
      title={device.label}
      chip={
        <Chip tone={look.tone} icon={look.icon}>
          {DEVICE_STATE[device.state]}
        </Chip>
      }
      failure={errand.failure ?? device.failure}
      fine={device.state === 'opening' ? DEVICES.opening : DEVICES.fine}
      rows={[
        [DEVICES.last, device.lastFrameAt === null ? DEVICES.lastNone : writeMoment(device.lastFrameAt, now)],
        [
          DEVICES.port,
          <span key="port" className="code">
            {device.port}
          </span>,
        ],
      ]}
    >
      <Button
        loading={errand.busy}
        onClick={() => void errand.run(() => facade.device.reopen({ id: device.id }))}
      >
        {DEVICES.reopen}
      </Button>
    </DeviceBox>
  );
}

/** Shown once a scanner has typed: such a scanner cannot be looked up, only recognised by its pace. */
function KeyboardScannerCard() {
  const scans = useKeyboardScans();
  if (!scans.seen) return null;
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
      fine={WEDGE.note}
      rows={[]}
    >
      <p className="quiet">{scans.lost ? WEDGE.lost : WEDGE.why}</p>
    </DeviceBox>
  );
}

function ProvinceCard() {
  const { province } = useSnapshot();
  const now = useNow();
  const isReachable = province.state === 'reachable';
  return (
    <DeviceBox
      icon="cloud"
      title={DEVICES.provinceTitle}
      chip={
        <Chip
          tone={isReachable ? 'verified' : province.state === 'unknown' ? 'plain' : 'attention'}
          icon={isReachable ? 'done' : province.state === 'unknown' ? 'clock' : 'warning'}
        >
          {PROVINCE_STATE[province.state]}
        </Chip>
      }
      failure={province.failure}
      fine={isReachable ? DEVICES.fine : DEVICES.provinceNone}
      rows={[
        [
          DEVICES.provinceLatency,
          province.latencyMs === null ? DEVICES.provinceNone : writeLatency(province.latencyMs),
        ],
        [
          DEVICES.provinceChecked,
          province.checkedAt === null ? DEVICES.provinceNone : writeMoment(province.checkedAt, now),
        ],
      ]}
    />
  );
}

function SealCard() {
  const { seal } = useSnapshot().station;
  return (
    <DeviceBox
      icon="licence"
      title={DEVICES.sealTitle}
      chip={
        <Chip
          tone={seal.state === 'ready' ? 'verified' : seal.state === 'expired' ? 'danger' : 'attention'}
          icon={seal.state === 'ready' ? 'done' : seal.state === 'expired' ? 'danger' : 'warning'}
        >
          {SEAL_STATE[seal.state]}
        </Chip>
      }
      failure={
        seal.state === 'expired' ? { code: 'RECEIPT_SEAL_EXPIRED', retry: 'never', details: {} } : null
      }
      fine={seal.state === 'ready' ? DEVICES.fine : DEVICES.sealNone}
      rows={
        seal.notAfter === null
          ? []
          : [
              [DEVICES.sealSubject, commonName(seal.subject)],
              [DEVICES.sealUntil, writeInstant(seal.notAfter)],
            ]
      }
    />
  );
}

function DeviceBox({
  icon,
  title,
  chip,
  failure,
  fine,
  rows,
  children,
}: {
  icon: IconName;
  title: string;
  chip: ReactNode;
  failure: Failure | null;
  /** What to say while nothing is wrong. */
  fine: string;
  rows: readonly (readonly [string, ReactNode])[];
  children?: ReactNode;
}) {
  return (
    <article className="device">
      <header>
        <Icon name={icon} />
        <h2>{title}</h2>
        {chip}
      </header>
      {failure ? <FailureNote failure={failure} /> : <p className="quiet">{fine}</p>}
      {rows.length > 0 ? (
        <dl className="facts">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {children ? <footer>{children}</footer> : null}
    </article>
  );
}
