import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseDriver } from '../../../native/database';
import { hostAt } from '../../../native/host';
import { hidDriver } from '../../../native/readers/hid';
import { serialDriver } from '../../../native/readers/serial';
import type { ClerkView, EventName, EventPayload, SettingsView, StationView } from '../../contract/calls';
import { fail, type Result } from '../../contract/failures/failure';
import type { KeyVault } from '../../contract/ports/key-vault';
import type { Log } from '../../contract/ports/log';
import type { Workstation } from '../api';
import { appendAudit } from '../audit';
import { fileLog, systemClock, systemIds } from '../base';
import { createOffice, createStation, type Office } from '../casework';
import { loadCatalogue } from '../catalogue';
import { assembleFrame, createDeviceManager, examineDevices, findingLines, overallVerdict } from '../device';
import { createProvinceClient, fetchTransport } from '../province';
import type { OpenStore } from '../store';
import { readCatalogue, receiptFont } from './assets';
import { devicesOf, type Overrides, readConfig, writeConfig } from './config';
import { VERSION } from './version';

export interface WireOptions {
  profileDir: string;
  training: boolean;
  overrides: Overrides;
  osVault: KeyVault | null;
  passphrase: string | null;
  resumed: { key: Uint8Array; clerk: ClerkView | null } | null;
  /** Called whenever what a returning core would need has changed. */
  onResumable: (value: { key: Uint8Array; clerk: ClerkView | null }) => void;
  emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

export interface Wired {
  workstation: Workstation;
  /** Stops devices and delivery, checkpoints, closes. */
  close(): Promise<void>;
}

/** All choices of this product in one place: which driver, which client, which clock. */
export async function wire(options: WireOptions): Promise<Result<Wired>> {
  const { profileDir, training, emit } = options;
  const config = readConfig(profileDir, options.overrides);
  if (!config.ok) return config;
  let settings: SettingsView = config.value;
  const catalogue = loadCatalogue(readCatalogue());
  if (!catalogue.ok) return catalogue;

  const log = profileLog(profileDir);
  const clock = systemClock;
  const ids = systemIds;
  let office: Office | null = null;
  let store: OpenStore | null = null;
  let dataKey: Uint8Array | null = null;

  const devices = createDeviceManager({
    serial: serialDriver,
    hid: hidDriver,
    clock,
    ids,
    log,
    devices: devicesOf(settings),
    onFrame: (frame) => office?.takeFrame(frame),
    onView: () => emit('devices', devices.views()),
  });

  function sealView(): StationView['seal'] {
    const token = office?.seal.current();
    if (!token) return { state: 'missing', subject: '', notAfter: null };
    const inForce = token.notBefore <= clock.now() && clock.now() <= token.notAfter;
    return { state: inForce ? 'ready' : 'expired', subject: token.subject, notAfter: token.notAfter };
  }

  function stationView(): StationView {
    const { hallName, windowNo } = settings;
    return { version: VERSION, training, hallName, windowNo, ...station.state(), seal: sealView() };
  }

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
    onOpen(opened, key) {
      store = opened;
      dataKey = key;
      office = createOffice(
        {
          store: opened,
          clock,
          ids,
          log,
          catalogue: catalogue.value,
          province: createProvinceClient(
            fetchTransport(() => settings.provinceUrl),
            clock,
          ),
          place: () => ({ hallName: settings.hallName, windowNo: settings.windowNo }),
          training,
          font: receiptFont(),
          emit,
        },
        { onClerk: rememberForResume, onSeal: () => emit('station', stationView()) },
      );
      office.start();
      rememberForResume(null);
      emit('station', stationView());
    },
  });
  await station.start();
  const returning = options.resumed?.clerk;
  if (returning && office) (office as Office).session.resume(returning);
  devices.start();

  const workstation: Workstation = {
    station,
    office: () => office,
    stationView,
    devices: () => devices.views(),
    reopenDevice: (id) => devices.reopen(id),
    async examineDevices() {
      const configured = devicesOf(settings);
      const ports = { host: hostAt(), serial: serialDriver, hid: hidDriver, clock };
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
              facts: { keys: changed.join(',') },
            },
            { clock },
          ),
        );
        void devices.configure(devicesOf(settings)).then(() => emit('devices', devices.views()));
        emit('station', stationView());
        return { ok: true, value: settings };
      },
    },
  };

  return {
    ok: true,
    value: {
      workstation,
      async close() {
        await devices.stop();
        await office?.stop();
        store?.close();
      },
    },
  };
}

function profileLog(profileDir: string): Log {
  const dir = join(profileDir, 'logs');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return fileLog(join(dir, 'core.log'));
}

/** For callers that need the store open and nobody there to unlock it. */
export function openOffice(wired: Wired): Result<Office> {
  const office = wired.workstation.office();
  if (office) return { ok: true, value: office };
  const { storeFailure } = wired.workstation.stationView();
  return storeFailure ? { ok: false, failure: storeFailure } : fail('STORE_LOCKED');
}
