import { type Failure, fail, failure, ok, type Result } from '../../contract/failures/failure';
import { type DeviceConfig, HidMatch } from '../../contract/flow/device';
import type { Clock } from '../../contract/ports/clock';
import type { HidDeviceFact, HidDriver } from '../../contract/ports/hid';
import { type AnyHidProfile, hidProfileById, hidProfileFor, withoutKeyboards } from './hid-profiles';

/**
 * Listing goes through the whole bus and slows other devices down, so it is never done more often than this, and only
 * while a device is absent. Short enough that a device plugged in works within two seconds, opening included.
 */
const LIST_GAP_MS = 1_600;

export interface HidClaim {
  readonly path: string;
  readonly profile: AnyHidProfile;
  readonly fact: HidDeviceFact;
  /** DEVICE_TWINS where the device could be another one as well. */
  readonly warning: Failure | null;
}

/** Which HID devices are plugged in and which of them is whose; one for all devices of the window. */
export interface HidDirectory {
  /**
   * Takes the device that is meant, off the next listing. Fails with DEVICE_PORT_MISSING, DEVICE_PORT_BUSY (another one
   * has it), DEVICE_UNSUPPORTED, or with why there is no listing.
   */
  claim(config: DeviceConfig): Promise<Result<HidClaim>>;
  release(path: string): void;
  /** Ends waiting. Final. */
  stop(): void;
}

export function createHidDirectory(hid: HidDriver | undefined, clock: Clock): HidDirectory {
  const taken = new Set<string>();
  let listedAt = Number.NEGATIVE_INFINITY;
  let listing: Promise<Result<HidDeviceFact[]>> | null = null;
  let stopped = false;
  let endPause = () => {};

  async function nextListing(): Promise<Result<HidDeviceFact[]>> {
    if (!hid) return fail('DEVICE_DRIVER_MISSING', { driver: 'hid' });
    // The wall clock may have been set back: never wait longer than the gap.
    const waitMs = Math.min(listedAt + LIST_GAP_MS - clock.now(), LIST_GAP_MS);
    if (waitMs > 0) await pause(waitMs);
    if (stopped) return fail('DEVICE_LOST');
    listedAt = clock.now();
    return await hid.list().catch(() => fail('DEVICE_DRIVER_MISSING', { driver: 'hid' }));
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resume) => {
      const cancel = clock.after(ms, resume);
      endPause = () => {
        cancel();
        resume();
      };
    });
  }

  return {
    async claim(config) {
      listing ??= nextListing().finally(() => {
        listing = null;
      });
      const listed = await listing;
      if (!listed.ok) return listed;
      const chosen = choose(listed.value, config, taken);
      if (chosen.ok) taken.add(chosen.value.path);
      return chosen;
    },
    release(path) {
      taken.delete(path);
    },
    stop() {
      stopped = true;
      endPause();
    },
  };
}

const BY_ID = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i;

/** What is asked for, where it is not just a path. */
function matchOf(config: DeviceConfig): HidMatch | null {
  if (config.match) return HidMatch.parse(config.match);
  const [, vendor, product, serialNumber = ''] = BY_ID.exec(config.port) ?? [];
  if (vendor === undefined || product === undefined) return null;
  return HidMatch.parse({
    vendorId: Number.parseInt(vendor, 16),
    productId: Number.parseInt(product, 16),
    serialNumber,
  });
}

function fits(fact: HidDeviceFact, match: HidMatch): boolean {
  return (
    fact.vendorId === match.vendorId &&
    (match.productId === null || match.productId === fact.productId) &&
    (match.usagePage === null || match.usagePage === fact.usagePage) &&
    (match.usage === null || match.usage === fact.usage) &&
    (match.serialNumber === '' || match.serialNumber === fact.serialNumber)
  );
}

function choose(
  facts: readonly HidDeviceFact[],
  config: DeviceConfig,
  taken: ReadonlySet<string>,
): Result<HidClaim> {
  const { port } = config;
  const match = matchOf(config);
  const meant = facts.filter((fact) => (match ? fits(fact, match) : fact.path === port));
  if (meant.length === 0) return fail('DEVICE_PORT_MISSING', { port });
  const allowed = withoutKeyboards(facts);
  const usable = meant.filter((fact) => allowed.includes(fact));
  if (usable.length === 0) return fail('DEVICE_UNSUPPORTED', { port, reason: 'keyboard' });

  const profiles = new Map<string, { profile: AnyHidProfile; fact: HidDeviceFact }>();
  for (const fact of usable) {
    const profile = profileOf(fact, config);
    if (profile && !profiles.has(fact.path)) profiles.set(fact.path, { profile, fact });
  }
  if (profiles.size === 0) return fail('DEVICE_UNSUPPORTED', { port, reason: 'no-profile' });

  const free = [...profiles].filter(([path]) => !taken.has(path)).sort(([a], [b]) => byPath(port)(a, b));
  const [first] = free;
  if (!first) return fail('DEVICE_PORT_BUSY', { port });
  const warning =
    profiles.size > 1 ? failure('DEVICE_TWINS', { port: first[0], count: profiles.size }) : null;
  return ok({ path: first[0], ...first[1], warning });
}

/** A profile named in the configuration may be for another model: that is how an unknown one is tried. */
function profileOf(fact: HidDeviceFact, { driver, profile }: DeviceConfig): AnyHidProfile | null {
  if (!profile) return hidProfileFor(fact, driver);
  const named = hidProfileById(profile);
  return named?.driver === driver ? named : null;
}

/** The path that was set up goes first, then in order. */
function byPath(wanted: string): (a: string, b: string) => number {
  return (a, b) => Number(b === wanted) - Number(a === wanted) || a.localeCompare(b, 'en', { numeric: true });
}
