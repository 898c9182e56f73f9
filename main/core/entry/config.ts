import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { SECOND_PERSON_ACTS, SettingsView } from '../../contract/calls';
import { fail, type Result } from '../../contract/failures/failure';
import type { DeviceConfig } from '../../contract/flow/device';
import { ShandongSettings } from '../province';

const DEFAULTS: SettingsView = {
  hallName: '政务服务中心',
  windowNo: 'A01',
  provinceUrl: 'http://127.0.0.1:8720',
  idCardPort: '',
  qrPort: '',
  idleLockMinutes: 5,
  receiptKeepDays: 90,
  // A hall that decided nothing has two people for every such act (R116); its own word in the file says otherwise.
  secondPersonFor: [...SECOND_PERSON_ACTS],
};

const configPath = (profileDir: string) => join(profileDir, 'config.json');

/** What the command line or the training world says goes before what the file says, and is not written into it. */
export type Overrides = Partial<
  Pick<
    SettingsView,
    'hallName' | 'regionCode' | 'hallCode' | 'queueGroup' | 'provinceUrl' | 'idCardPort' | 'qrPort'
  >
>;

/** Reads `<profile>/config.json`; missing keys take their defaults. CONFIG_UNREADABLE, CONFIG_INVALID with the key. */
export function readConfig(profileDir: string, overrides: Overrides): Result<SettingsView> {
  let stored: unknown = {};
  if (existsSync(configPath(profileDir))) {
    try {
      stored = JSON.parse(readFileSync(configPath(profileDir), 'utf8'));
    } catch (error) {
      return fail('CONFIG_UNREADABLE', {
        file: 'config.json',
        why: error instanceof SyntaxError ? 'json' : 'read',
      });
    }
  }
  const partial = SettingsView.partial().safeParse(stored);
  if (!partial.success)
    return fail('CONFIG_INVALID', { file: 'config.json', at: partial.error.issues[0]?.path.join('.') ?? '' });
  const known = Object.fromEntries(Object.entries(partial.data).filter(([, value]) => value !== undefined));
  const parsed = SettingsView.safeParse({ ...DEFAULTS, ...known, ...overrides });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : fail('CONFIG_INVALID', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
}

/**
 * What only an administrator sets, by hand in the same file: the window neither shows nor changes it. `photoDecoderPath`: a
 * program that decodes card photos, absolute. `qrProfile`: how the scanner is talked to where it cannot be told. `brokers`:
 * receipts go by way of these (nats://, tls://) instead of straight to the province.
 */
const Equipment = z.object({
  photoDecoderPath: z
    .string()
    .max(260)
    .refine((path) => path === '' || isAbsolute(path))
    .default(''),
  qrProfile: z.string().max(40).default(''),
  brokers: z
    .array(z.string().regex(/^(nats|tls):\/\/[^/\s]+$/))
    .max(5)
    .default([]),
  /** Whose interface licences are fetched by (docs/decisions/0010). */
  provinceAdapter: z.enum(['reference', 'shandong']).default('reference'),
  /** Of the adapter `shandong`. */
  sharing: ShandongSettings.optional(),
});
export type Equipment = z.infer<typeof Equipment>;

/** CONFIG_INVALID with the key; a file that cannot be read at all is for `readConfig` to tell. */
export function readEquipment(profileDir: string): Result<Equipment> {
  const parsed = Equipment.safeParse(storedKeys(profileDir));
  return parsed.success
    ? { ok: true, value: parsed.data }
    : fail('CONFIG_INVALID', { file: 'config.json', at: parsed.error.issues[0]?.path.join('.') ?? '' });
}

function storedKeys(profileDir: string): Record<string, unknown> {
  try {
    const stored: unknown = JSON.parse(readFileSync(configPath(profileDir), 'utf8'));
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  } catch {
    return {};
  }
}

/** Replaces the file whole, equipment kept: a crash leaves the old one or the new one. */
export function writeConfig(profileDir: string, settings: Partial<SettingsView>): Result<null> {
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    const next = `${configPath(profileDir)}.next`;
    const stored = storedKeys(profileDir);
    const kept = Object.keys(Equipment.shape).flatMap((key) => (key in stored ? [[key, stored[key]]] : []));
    const whole = { ...Object.fromEntries(kept), ...settings };
    writeFileSync(next, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, configPath(profileDir));
    return { ok: true, value: null };
  } catch {
    return fail('STORE_UNWRITABLE');
  }
}

/** A HID device is named by `VID:PID`, `VID:PID:SERIAL` or its hidraw node; everything else is a serial port. */
const HID_PORT = /^([0-9a-f]{4}:[0-9a-f]{4}(:.+)?|\/dev\/hidraw\d+)$/i;

export function devicesOf(
  { idCardPort, qrPort }: Pick<SettingsView, 'idCardPort' | 'qrPort'>,
  { qrProfile }: Pick<Equipment, 'qrProfile'> = { qrProfile: '' },
): DeviceConfig[] {
  const devices: DeviceConfig[] = [];
  if (idCardPort !== '') {
    const driver = HID_PORT.test(idCardPort) ? 'id-card-hid' : 'id-card';
    devices.push({ id: 'id-card', driver, port: idCardPort, label: '身份证读卡器' });
  }
  if (qrPort !== '') {
    const driver = HID_PORT.test(qrPort) ? 'qr-hid' : 'qr-serial';
    const profile = qrProfile === '' ? {} : { profile: qrProfile };
    devices.push({ id: 'qr', driver, port: qrPort, label: '扫码器', ...profile });
  }
  return devices;
}
