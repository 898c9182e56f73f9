import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseDriver } from '../../../native/database';
import type { DriverLauncher } from '../../../native/driver-process';
import { hostAt } from '../../../native/host';
import type { ClerkView, EventName, EventPayload, SettingsView, StationView } from '../../contract/calls';
import { type Failure, fail, type Result } from '../../contract/failures/failure';
import type { KeyVault } from '../../contract/ports/key-vault';
import type { Log } from '../../contract/ports/log';
import type { Workstation } from '../api';
import { appendAudit } from '../audit';
import { fileLog, hallTime, silentLog, systemClock, systemIds } from '../base';
import {
  createOffice,
  createStation,
  type Office,
  type WatchedStore,
  watchClock,
  watchStore,
} from '../casework';
import { publishedRules } from '../catalogue';
import {
  assembleFrame,
  createDeviceManager,
  createPhotoKeeper,
  examineDevices,
  findingLines,
  overallVerdict,
  programPhotoDecoder,
  scannerSetups,
} from '../device';
import {
  type BrokerDelivery,
  createBrokerDelivery,
  createLink,
  createProvinceClient,
  loadCredential,
  type ProvinceLink,
} from '../province';
import { type OpenStore, startInThread } from '../store';
import { rareFont, receiptFont } from './assets';
import { openCatalogue } from './catalogue';
import { devicesOf, type Overrides, readConfig, readEquipment, writeConfig } from './config';
import { createDrivers } from './drivers';
import { type EnrolmentPapers, enrolStation } from './enrolment';
import { keepExport } from './exports';
import { chooseLicenceSource } from './licence-source';
import { readSetupPictures } from './setup-pictures';
import { VERSION } from './version';

/** `dist/core/backup.mjs`, beside this file once it is built. */
const backupPath = join(dirname(fileURLToPath(import.meta.url)), 'backup.mjs');

export interface WireOptions {
  profileDir: string;
  training: boolean;
  overrides: Overrides;
  /** How native drivers get processes of their own here. */
  launcher: DriverLauncher;
  osVault: KeyVault | null;
  passphrase: string | null;
  resumed: { key: Uint8Array; clerk: ClerkView | null } | null;
  /** Told before work that keeps the start waiting for minutes. */
  onLongWork: () => Promise<unknown>;
  /** Called whenever what a returning core would need has changed. */
  onResumable: (value: { key: Uint8Array; clerk: ClerkView | null }) => void;
  emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

export interface Wired {
  workstation: Workstation;
  /** Enrols this workstation with the province it is configured for. STORE_LOCKED; else as `enrolClient`. */
  enrol(
    papers: EnrolmentPapers,
    actor: string,
  ): Promise<Result<{ clientId: string; notAfter: number | null }>>;
  /** Stops devices and delivery, checkpoints, closes. */
  close(): Promise<void>;
}

/** All choices of this product in one place: which driver, which client, which clock. */
export async function wire(options: WireOptions): Promise<Result<Wired>> {
  const { profileDir, training, emit } = options;
  const config = readConfig(profileDir, options.overrides);
  if (!config.ok) return config;
  const equipment = readEquipment(profileDir);
  if (!equipment.ok) return equipment;
  const { photoDecoderPath, brokers } = equipment.value;
  let settings: SettingsView = config.value;
  const setUpDevices = () => devicesOf(settings, equipment.value);

  const log = profileLog(profileDir);
  const clock = systemClock;
  const opened = openCatalogue(profileDir, clock);
  if (!opened.ok) return opened;
  for (const { edition, code } of opened.value.unusable)
    log.warn('core', 'catalogue edition passed over', { edition, code });
  const { catalogue } = opened.value.shelf;
  const ids = systemIds;
  const licences = chooseLicenceSource(equipment.value, { clock, ids });
  if (!licences.ok) return licences;
  let office: Office | null = null;
  let store: OpenStore | null = null;
  let watchedStore: WatchedStore | null = null;
  let dataKey: Uint8Array | null = null;
  let link: ProvinceLink | null = null;
  /** Receipts by way of brokers, where they are configured. */
  let parcels: BrokerDelivery | null = null;
  /** The open store does not take what is written: a full disk, most of all. */
  let storeTrouble: Failure | null = null;

  const photos = createPhotoKeeper(
    photoDecoderPath === '' ? null : programPhotoDecoder(photoDecoderPath, clock),
    (view) => {
      const why = view.card?.failure?.details.why;
      if (why !== undefined) log.warn('device', 'photo not decoded', { why });
      emit('photo', view);
    },
  );
  const emitOfficeEvent: WireOptions['emit'] = (name, payload) => {
    if (name === 'case') photos.follow(payload as EventPayload<'case'>);
    emit(name, payload);
  };

  const drivers = createDrivers({ launcher: options.launcher, clock, log });
  const { serial, hid } = drivers;
  const host = drivers.besides(hostAt());
  const devices = createDeviceManager({
    serial,
    hid,
    clock,
    ids,
    log,
    devices: setUpDevices(),
    onFrame: (frame) => office?.takeFrame(frame),
    onView: () => emit('devices', devices.views()),
    ...(photoDecoderPath === '' ? {} : { onPhoto: photos.take }),
  });

  function sealView(): StationView['seal'] {
    const token = office?.seal.current();
    if (!token) return { state: 'missing', subject: '', notAfter: null };
    const inForce = token.notBefore <= clock.now() && clock.now() <= token.notAfter;
    return { state: inForce ? 'ready' : 'expired', subject: token.subject, notAfter: token.notAfter };
  }

  /** Which queue this window calls from; both have to be known. */
  function queuePlace(): { hallCode: string; group: string } | null {
    const { hallCode = '', queueGroup: group = '' } = settings;
    return hallCode === '' || group === '' ? null : { hallCode, group };
  }

  function stationView(): StationView {
    const { hallName, windowNo } = settings;
    const state = station.state();
    const storeFailure = state.storeFailure ?? storeTrouble;
    const queue = queuePlace() !== null;
    return {
      version: VERSION,
      training,
      hallName,
      windowNo,
      queue,
      ...state,
      storeFailure,
      seal: sealView(),
    };
  }

  let returning = options.resumed?.clerk ?? null;

  function rememberForResume(clerk: ClerkView | null): void {
    if (dataKey) options.onResumable({ key: dataKey, clerk });
  }

  const station = createStation({
    dir: profileDir,
    driver: databaseDriver,
    clock,
    ids,
    log,
    osVault: options.osVault,
    passphrase: options.passphrase,
    resumedKey: options.resumed?.key ?? null,
    startBackup: startInThread(backupPath),
    onOpen(opened, key) {
      store = opened;
      dataKey = key;
      link = createLink({
        baseUrl: () => settings.provinceUrl,
        clock,
        ids,
        credential: loadCredential(opened.read),
      });
      const client = licences.value.over(createProvinceClient(link.transport, clock));
      if (brokers.length > 0) parcels = createBrokerDelivery({ servers: brokers, clock, tls: link.tls });
      watchedStore = watchStore(opened, {
        clock,
        onTrouble(failure) {
          storeTrouble = failure;
          emit('station', stationView());
        },
      });
      office = createOffice(
        {
          store: watchedStore,
          clock: watchClock(clock, log),
          ids,
          log,
          catalogue,
          province: parcels === null ? client : { ...client, deliverParcel: parcels.deliverParcel },
          link,
          place: () => ({ hallName: settings.hallName, windowNo: settings.windowNo }),
          region: () => settings.regionCode ?? '',
          queue: queuePlace,
          policy: () => ({
            idleLockMs: settings.idleLockMinutes * 60_000,
            secondPersonFor: settings.secondPersonFor,
            receiptKeepDays: settings.receiptKeepDays,
          }),
          training,
          font: receiptFont(),
          rareFont: rareFont(),
          emit: emitOfficeEvent,
        },
        { onClerk: rememberForResume, onSeal: () => emit('station', stationView()) },
      );
      office.start({ resumes: returning !== null });
      // Who comes back below is not forgotten meanwhile: a core that is killed in between would cost a sign-in.
      rememberForResume(returning);
      emit('station', stationView());
    },
    record: (actions, actor) =>
      watchedStore?.transaction((tx) => {
        for (const action of actions) appendAudit(tx, { actor, action, caseId: null, facts: {} }, { clock });
      }),
    onKeys: () => emit('station', stationView()),
    onLongWork: options.onLongWork,
  });
  await station.start();
  if (returning && office) (office as Office).session.resume(returning);
  returning = null;
  devices.start();
  // Working out how names are spelt takes a moment nobody should wait for at the start.
  catalogue.ready().catch((error: unknown) => {
    log.warn('core', 'names not searched by spelling', {
      error: error instanceof Error ? error.name : 'unknown',
    });
  });

  const workstation: Workstation = {
    station,
    office: () => office,
    stationView,
    devices: () => devices.views(),
    reopenDevice: (id) => devices.reopen(id),
    triggerDevice: (id) => devices.trigger(id),
    scannerSetups: () => scannerSetups({ host, serial, hid }, readSetupPictures(profileDir)),
    photo: photos.view,
    async examineDevices() {
      const configured = setUpDevices();
      const ports = { host, serial, hid, clock };
      const { findings } = await examineDevices(ports, configured, { cure: false, views: devices.views() });
      const labelOf = (id: string | null) => configured.find((device) => device.id === id)?.label ?? '';
      return {
        verdict: overallVerdict(findings),
        findings: findings.map((finding) => {
          const device = labelOf(finding.device);
          return { device, verdict: finding.verdict, lines: findingLines(finding, device) };
        }),
      };
    },
    codeFrame: (by, text) =>
      assembleFrame(by, { kind: 'code', bytes: new TextEncoder().encode(text) }, { ids, clock }),
    keepExport: (name, text) => keepExport(profileDir, name, text, clock),
    publishedRules: () => publishedRules(catalogue),
    recoverySheet: (key) => {
      const { hallName, windowNo } = settings;
      return { key, hallName, windowNo, day: hallTime(clock.now()).day };
    },
    settings: {
      read: () => settings,
      save(next, by) {
        const own = Object.fromEntries(
          Object.entries(next).filter(([key]) => !Object.hasOwn(options.overrides, key)),
        );
        const written = writeConfig(profileDir, own);
        if (!written.ok) return written;
        const changed = (Object.keys(next) as (keyof SettingsView)[]).filter(
          (key) => next[key] !== settings[key],
        );
        settings = next;
        store?.transaction((tx) =>
          appendAudit(
            tx,
            {
              actor: by.account,
              action: 'settings-changed',
              caseId: null,
              facts: {
                keys: changed.join(','),
                ...(changed.includes('secondPersonFor') && { twoPersons: next.secondPersonFor.join(',') }),
              },
            },
            { clock },
          ),
        );
        void devices.configure(setUpDevices()).then(() => emit('devices', devices.views()));
        emit('station', stationView());
        return { ok: true, value: settings };
      },
    },
  };

  return {
    ok: true,
    value: {
      workstation,
      async enrol(papers, actor) {
        if (!store || !link) return fail('STORE_LOCKED');
        const { hallName, windowNo, provinceUrl: baseUrl } = settings;
        return enrolStation({ store, link, clock, actor }, { ...papers, baseUrl, hallName, windowNo });
      },
      async close() {
        await drivers.stop(devices.stop());
        await office?.stop();
        await parcels?.close();
        await link?.close();
        licences.value.close();
        watchedStore?.rest();
        store?.close();
      },
    },
  };
}

function profileLog(profileDir: string): Log {
  const dir = join(profileDir, 'logs');
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return fileLog(join(dir, 'core.log'));
  } catch {
    // A disk that takes nothing costs the log, never the window that has to say so.
    return silentLog;
  }
}

/** For callers that need the store open and nobody there to unlock it. */
export function openOffice(wired: Wired): Result<Office> {
  const office = wired.workstation.office();
  if (office) return { ok: true, value: office };
  const { storeFailure } = wired.workstation.stationView();
  return storeFailure ? { ok: false, failure: storeFailure } : fail('STORE_LOCKED');
}
