import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ExaminationView } from '../../../main/contract/calls';
import type { DeviceView } from '../../../main/contract/flow/device';
import { isCardReader, KEYS, useCall, useHall, useKey, useNow, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, type IconName, Key, Station, type Tone } from '../../parts';
import {
  commonName,
  DEVICE_STATE,
  DEVICES,
  EXAMINE,
  PHOTO,
  PROVINCE_LINE,
  PROVINCE_STATE,
  SEAL_STATE,
  writeCircuit,
  writeClockOff,
  writeCredential,
  writeInstant,
  writeLatency,
  writeMoment,
} from '../../words';
import { DeviceBox } from './DeviceBox';
import { Examination } from './Examination';
import { KeyboardScannerCard } from './KeyboardScannerCard';
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
        {clerk ? <KeyboardScannerCard /> : null}
        <PhotoCard />
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
        [DEVICES.port, <Raw key="port" text={device.port} />],
        ...identityRows(device.identity),
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

/** What the device says of itself, as far as it says anything. */
function identityRows(identity: DeviceView['identity']): [string, ReactNode][] {
  if (!identity) return [];
  const { manufacturer, product, serialNumber, samId, baud, profile } = identity;
  const texts: [string, string][] = [
    [DEVICES.model, `${manufacturer} ${product}`.trim()],
    [DEVICES.serialNumber, serialNumber],
    [DEVICES.samId, samId ?? ''],
  ];
  return [
    ...texts.flatMap(([name, text]): [string, ReactNode][] =>
      text === '' ? [] : [[name, <Raw key={name} text={text} />]],
    ),
    [
      DEVICES.link,
      <span key="link">
        {baud === null ? null : DEVICES.rate(baud)} <Raw text={profile} />
      </span>,
    ],
  ];
}

/** As the device gives it: for the hot-line, in small type. */
function Raw({ text }: { text: string }) {
  return <span className="code">{text}</span>;
}

function PhotoCard() {
  const { decoder } = useSnapshot().photo;
  return (
    <DeviceBox
      icon="user"
      title={PHOTO.title}
      chip={
        <Chip tone={decoder ? 'verified' : 'plain'} icon={decoder ? 'done' : 'none'}>
          {decoder ? PHOTO.chip.ready : PHOTO.chip.none}
        </Chip>
      }
      failure={null}
      fine={decoder ? PHOTO.ready : PHOTO.noneHint}
      rows={[]}
    />
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
        [PROVINCE_LINE.circuit, writeCircuit(province.circuit)],
        ...(province.credential
          ? ([[PROVINCE_LINE.credential, writeCredential(province.credential)]] as [string, string][])
          : []),
        [
          PROVINCE_LINE.clock,
          province.clockOffMs === null ? PROVINCE_LINE.clockFine : writeClockOff(province.clockOffMs),
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
