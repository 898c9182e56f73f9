/** The clerk's frame: title bar, three zones, foot bar; the room keys; the screens, loaded when first needed. */
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import type { CaseView, ClerkView } from '../../main/contract/calls';
import { useCall, useHall, useKey, useSnapshot, useWedge } from '../hall';
import { FailureNote } from '../parts';
import { IdentifyStation } from '../stations/identify';
import { CoreBar } from './CoreBar';
import { EvidencePane } from './EvidencePane';
import { FootBar } from './FootBar';
import { KeyHelp } from './KeyHelp';
import { type Room, roomsOf } from './rooms';
import { StationGuard } from './StationGuard';
import { StepsPane } from './StepsPane';
import { TopBar, TrainingRibbon } from './TopBar';

const load = {
  licences: () => import('../stations/licences').then((door) => ({ default: door.LicencesStation })),
  form: () => import('../stations/form').then((door) => ({ default: door.FormStation })),
  receipt: () => import('../stations/receipt').then((door) => ({ default: door.ReceiptStation })),
  errands: () => import('../stations/errands').then((door) => ({ default: door.ErrandsStation })),
  outbox: () => import('../stations/outbox').then((door) => ({ default: door.OutboxStation })),
  devices: () => import('../stations/devices').then((door) => ({ default: door.DevicesStation })),
  records: () => import('../stations/records').then((door) => ({ default: door.RecordsStation })),
  settings: () => import('../stations/settings').then((door) => ({ default: door.SettingsStation })),
  training: () => import('../stations/training').then((door) => ({ default: door.TrainingDrawer })),
};
const LicencesStation = lazy(load.licences);
const FormStation = lazy(load.form);
const ReceiptStation = lazy(load.receipt);
const ErrandsStation = lazy(load.errands);
const OutboxStation = lazy(load.outbox);
const DevicesStation = lazy(load.devices);
const RecordsStation = lazy(load.records);
const SettingsStation = lazy(load.settings);
const TrainingDrawer = lazy(load.training);

const ROOMS: Record<Exclude<Room, 'desk'>, ComponentType> = {
  errands: ErrandsStation,
  outbox: OutboxStation,
  devices: DevicesStation,
  records: RecordsStation,
  settings: SettingsStation,
};

function deskOf(state: CaseView['state'] | null): ComponentType {
  switch (state) {
    case 'Authorising':
    case 'ReviewingLicences':
      return LicencesStation;
    case 'ReviewingForm':
      return FormStation;
    case 'Sealing':
    case 'HandingOver':
      return ReceiptStation;
    default:
      return IdentifyStation;
  }
}

export function Frame({ clerk }: { clerk: ClerkView }) {
  const { facade, store, drafts } = useHall();
  const { station, outbox, errands, case: view } = useSnapshot();
  const rooms = roomsOf(clerk.role);
  const [chosen, setRoom] = useState<Room>('desk');
  const room = rooms.includes(chosen) ? chosen : (rooms[0] ?? 'settings');
  const [training, setTraining] = useState(false);
  const [helping, setHelping] = useState(false);
  const leaving = useCall();
  useWedge();

  useEffect(() => {
    for (const part of Object.values(load)) void part();
  }, []);
  const state = view?.state ?? null;
  // The case moved on by itself (a card was laid, the province answered): the clerk's screen follows.
  const [shownState, setShownState] = useState(state);
  // A case that ends leaves an empty screen; one that begins (a code was scanned) keeps what the clerk has half typed.
  const [ended, setEnded] = useState(0);
  if (state !== shownState) {
    setShownState(state);
    if (state === null) setEnded(ended + 1);
    if (state !== null && room !== 'desk') setRoom('desk');
  }

  const lock = async () => {
    await drafts.flush();
    const done = await leaving.run(() => facade.clerk.lock({ why: 'asked' }));
    if (done) await store.refresh();
  };
  useKey('desk', () => setRoom('desk'), rooms.includes('desk'));
  useKey('errands', () => setRoom('errands'), rooms.includes('errands'));
  useKey('outbox', () => setRoom('outbox'));
  useKey('devices', () => setRoom('devices'));
  useKey('records', () => setRoom('records'), rooms.includes('records'));
  useKey('settings', () => setRoom('settings'), rooms.includes('settings'));
  useKey('lock', () => void lock());
  useKey('help', () => setHelping(true));
  useKey('training', () => setTraining((open) => !open), station.training);

  const Screen = room === 'desk' ? deskOf(state) : ROOMS[room];
  return (
    <div className="frame">
      <TopBar
        hallName={station.hallName}
        windowNo={station.windowNo}
        room={room}
        rooms={rooms}
        parked={outbox.parked}
        errands={errands.ready + errands.overdue + errands.failed}
        onOpen={setRoom}
      />
      {station.training ? <TrainingRibbon /> : null}
      <CoreBar />
      <main className={room === 'desk' ? 'zones' : 'zones zones-room'}>
        <StepsPane />
        <div className="zone-middle">
          <FailureNote failure={leaving.failure} />
          <StationGuard key={`${room} ${ended} ${state ?? 'Identifying'}`}>
            <Suspense fallback={<section className="station" />}>
              <Screen />
            </Suspense>
          </StationGuard>
        </div>
        {room === 'desk' ? <EvidencePane /> : null}
      </main>
      <FootBar
        clerk={clerk}
        onLock={() => void lock()}
        onOpen={setRoom}
        {...(station.training ? { training, onTraining: () => setTraining((open) => !open) } : {})}
        onHelp={() => setHelping(true)}
      />
      {training ? (
        <Suspense fallback={null}>
          <TrainingDrawer onClose={() => setTraining(false)} />
        </Suspense>
      ) : null}
      {helping ? <KeyHelp onClose={() => setHelping(false)} /> : null}
    </div>
  );
}
