import type { Clock, Ids } from '../../contract/ports/clock';
import { addressOf } from './address';
import { type ClientCredential, openCredential } from './credential';
import type { TlsMaterial } from './exchange';
import { type Circuit, createResilience } from './resilience';
import { createSender } from './sender';
import type { Transport } from './transport';

export interface LinkStatus {
  /** Over TLS, as the address says. */
  secure: boolean;
  circuit: Circuit;
  /** `expiring`: within thirty days of its end. Null where the workstation is not enrolled. */
  credential: { state: 'ready' | 'expiring' | 'expired'; notAfter: number } | null;
  /** How far this machine's clock is behind the province's (ms, negative: ahead), where that is worth a word; else null. */
  clockOffMs: number | null;
}

/** The line to the province: who this workstation is, how its requests travel, and how the line is. */
export interface ProvinceLink {
  transport: Transport;
  status(): LinkStatus;
  /** DER of the root that was handed over at enrolment: nothing else is believed. Null on a plain loopback. */
  root(): Uint8Array | null;
  /** What this workstation proves itself with on a line of another kind (broker.ts); null where it is not enrolled. */
  tls(): TlsMaterial | null;
  /** Enrolled, or enrolled anew. */
  use(credential: ClientCredential | null): void;
  /** Hears of every change of the circuit; one listener. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Time enough to ask for another enrolment code. */
const WARN_BEFORE_MS = 30 * DAY_MS;
/** Less is the way of the network and the whole seconds of a Date header. */
const CLOCK_WORTH_A_WORD_MS = 60_000;

export function createLink(options: {
  baseUrl: () => string;
  clock: Clock;
  ids: Ids;
  credential: ClientCredential | null;
}): ProvinceLink {
  const { baseUrl, clock, ids } = options;
  let listener: () => void = () => undefined;
  let opened = options.credential && openCredential(options.credential);
  const sender = createSender({ baseUrl, clock, ids });
  sender.use(opened);
  const resilient = createResilience(sender.send, { clock, ids, onChange: () => listener() });
  const isSecure = () => {
    const address = addressOf(baseUrl(), '/');
    return address.ok && address.value.secure;
  };

  function credentialStatus(): LinkStatus['credential'] {
    if (!opened) return null;
    const { notAfter } = opened;
    const left = notAfter - clock.now();
    return { state: left <= 0 ? 'expired' : left < WARN_BEFORE_MS ? 'expiring' : 'ready', notAfter };
  }

  return {
    transport: resilient.send,
    status() {
      const offset = sender.clockOffset();
      return {
        secure: isSecure(),
        circuit: resilient.circuit(),
        credential: credentialStatus(),
        clockOffMs: offset !== null && Math.abs(offset) >= CLOCK_WORTH_A_WORD_MS ? offset : null,
      };
    },
    tls: () => opened?.tls ?? null,
    root: () => (isSecure() && opened ? opened.root : null),
    use(credential) {
      opened = credential && openCredential(credential);
      sender.use(opened);
    },
    onChange(heard) {
      listener = heard;
    },
    async close() {
      resilient.close();
      await sender.close();
    },
  };
}
