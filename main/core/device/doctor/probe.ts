import type { FailureCode } from '../../../contract/failures/codes';
import type { DeviceConfig } from '../../../contract/flow/device';
import type { Clock } from '../../../contract/ports/clock';
import type { HidDriver } from '../../../contract/ports/hid';
import type { SerialDriver } from '../../../contract/ports/serial';
import { decodeSamId } from '../framing/sam-id';
import { createHidDirectory } from '../hid-directory';
import { ID_CARD_PROFILE, SAM_STATUS, type SamCommand } from '../profiles/id-card';
import { QR_SERIAL_PROFILE } from '../profiles/qr-serial';
import { createSamExchange } from '../sam-exchange';

/** What came of opening a port for a moment. */
export type Probe =
  /** In use. */
  | { kind: 'not-asked' }
  | { kind: 'refused'; failure: FailureCode }
  /** Opened and not asked: a scanner only talks, and how HID readers wrap their bytes is not certain. */
  | { kind: 'opened' }
  /** `status`: SW3 of the answer to "SAM status". `samId`: the module's number as printed on it; null where it gave none. */
  | { kind: 'answered'; baud: number; status: number; samId: string | null }
  | { kind: 'silent'; bauds: number[] };

/** Speeds of the protocol, the usual one first; 230400 was seen on one reader module. */
const BAUDS = [...ID_CARD_PROFILE.bauds];

const SAM_STATUS_COMMAND: SamCommand = {
  name: 'sam-status',
  body: [0x11, 0xff],
  timeoutMs: 300,
  answeredBy: (sw) => sw !== SAM_STATUS.cardFound && sw !== SAM_STATUS.noCard,
};

export async function probePort(
  ports: { serial: SerialDriver; hid: HidDriver | null; clock: Clock },
  device: DeviceConfig,
): Promise<Probe> {
  if (device.driver === 'qr-serial') {
    const opened = await ports.serial.open({ path: device.port, baud: QR_SERIAL_PROFILE.baud });
    if (!opened.ok) return { kind: 'refused', failure: opened.failure.code };
    await opened.value.close();
    return { kind: 'opened' };
  }
  if (device.driver !== 'id-card') return probeHid(ports, device);
  for (const baud of BAUDS) {
    const asked = await askAt(ports, device.port, baud);
    if (asked.kind !== 'silent') return asked;
  }
  return { kind: 'silent', bauds: BAUDS };
}

async function askAt(
  { serial, clock }: { serial: SerialDriver; clock: Clock },
  path: string,
  baud: number,
): Promise<Probe> {
  const opened = await serial.open({ path, baud });
  if (!opened.ok) return { kind: 'refused', failure: opened.failure.code };
  const line = opened.value;
  const exchange = createSamExchange(line, clock);
  line.onChunk(exchange.chunk);
  const answer = await exchange.ask(SAM_STATUS_COMMAND);
  const number = answer.ok ? await exchange.ask(ID_CARD_PROFILE.commands.samId) : answer;
  exchange.stop();
  await line.close();
  if (!answer.ok) return { kind: 'silent', bauds: [baud] };
  const samId = number.ok ? decodeSamId(number.value.data) : null;
  return { kind: 'answered', baud, status: answer.value.sw, samId };
}

async function probeHid(
  { hid, clock }: { hid: HidDriver | null; clock: Clock },
  device: DeviceConfig,
): Promise<Probe> {
  if (!hid) return { kind: 'refused', failure: 'DEVICE_DRIVER_MISSING' };
  const directory = createHidDirectory(hid, clock);
  try {
    const claimed = await directory.claim(device);
    if (!claimed.ok) return { kind: 'refused', failure: claimed.failure.code };
    const opened = await hid.open(claimed.value.path);
    if (!opened.ok) return { kind: 'refused', failure: opened.failure.code };
    await opened.value.close();
    return { kind: 'opened' };
  } finally {
    directory.stop();
  }
}
