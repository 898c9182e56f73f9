import type { DeviceIdentity } from '../../contract/flow/device';

const LONGEST_TEXT = 64;

/** What is known of a device that has just been opened. What it says of itself is not trusted to be printable or short. */
export function identityOf(
  profile: string,
  known: Partial<Omit<DeviceIdentity, 'profile' | 'samId'>> = {},
): DeviceIdentity {
  const { manufacturer = '', product = '', serialNumber = '', baud = null } = known;
  return {
    profile,
    manufacturer: printable(manufacturer),
    product: printable(product),
    serialNumber: printable(serialNumber),
    samId: null,
    baud,
  };
}

/** Control characters, and those that turn the direction of writing, have no place in a name. */
function printable(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\uFFFD]/gu, '').trim();
  return [...clean].slice(0, LONGEST_TEXT).join('');
}
