import type { DeviceDriver } from '../../contract/flow/device';
import type { HidDeviceFact } from '../../contract/ports/hid';
import { HID_ID_CARD_PROFILES, type HidIdCardProfile } from './profiles/hid-id-card';
import { HID_QR_PROFILES, type HidQrProfile } from './profiles/hid-qr';

export type AnyHidProfile = HidQrProfile | HidIdCardProfile;

const PROFILES: readonly AnyHidProfile[] = [...HID_QR_PROFILES, ...HID_ID_CARD_PROFILES];
const POS_PAGE = 0x8c;
const DESKTOP_PAGE = 0x01;
/** Mouse, keyboard, keypad. */
const TYPED_ON = [0x02, 0x06, 0x07];

export const hidProfileById = (id: string): AnyHidProfile | null =>
  PROFILES.find((profile) => profile.id === id) ?? null;

/** The profile for what the device says of itself; null where there is none. Never one for a keyboard. */
export function hidProfileFor(fact: HidDeviceFact, driver: DeviceDriver | null = null): AnyHidProfile | null {
  if (isKeyboard(fact)) return null;
  const fits = (wanted: number | null, is: number | null) => wanted === null || wanted === is;
  const found = PROFILES.find(
    (profile) =>
      (driver === null || profile.driver === driver) &&
      fits(profile.vendorId, fact.vendorId) &&
      fits(profile.productId, fact.productId) &&
      fits(profile.usagePage, fact.usagePage) &&
      fits(profile.usage, fact.usage),
  );
  return found ?? null;
}

/** What a person types on is never opened: its reports are everything that is typed at this computer. */
export function isKeyboard(fact: HidDeviceFact): boolean {
  return fact.usagePage === DESKTOP_PAGE && fact.usage !== null && TYPED_ON.includes(fact.usage);
}

/** Paths that hold no keyboard; one path may have several collections. */
export function withoutKeyboards(facts: readonly HidDeviceFact[]): HidDeviceFact[] {
  const typedOn = new Set(facts.filter(isKeyboard).map(({ path }) => path));
  return facts.filter(({ path }) => !typedOn.has(path));
}

/** A plugged-in HID device as a list shows it. */
export interface HidDeviceView extends HidDeviceFact {
  supported: boolean;
  /** Empty where it is not supported. */
  driver: DeviceDriver | '';
  profile: string;
  /** `keyboard`: a maker's device that types what it reads; `no-profile`: nothing is known of how it talks. */
  reason: '' | 'keyboard' | 'no-profile';
}

/**
 * The HID devices that matter here, one per path: those with a profile, and, as not supported, those of a known maker
 * or of the point-of-sale page without one. Everybody's mouse and keyboard are left out.
 */
export function describeHidDevices(facts: readonly HidDeviceFact[]): HidDeviceView[] {
  const makers = new Set(PROFILES.map(({ vendorId }) => vendorId));
  const usable = withoutKeyboards(facts);
  const views = new Map<string, HidDeviceView>();
  for (const fact of facts) {
    const profile = usable.includes(fact) ? hidProfileFor(fact) : null;
    if (profile) {
      const { driver, id } = profile;
      views.set(fact.path, { ...fact, supported: true, driver, profile: id, reason: '' });
    } else if ((makers.has(fact.vendorId) || fact.usagePage === POS_PAGE) && !views.has(fact.path)) {
      const reason = usable.includes(fact) ? 'no-profile' : 'keyboard';
      views.set(fact.path, { ...fact, supported: false, driver: '', profile: '', reason });
    }
  }
  return [...views.values()];
}
