import type { EventName, EventPayload, SecondPersonAct } from '../../contract/calls';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { Log } from '../../contract/ports/log';
import type { Catalogue } from '../catalogue';
import type { ProvinceClient, ProvinceLink } from '../province';
import type { OpenStore } from '../store';

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/** What everything in casework works with once the store is open. */
export interface CaseworkDeps {
  /** `checkpoint` empties the write-ahead log: what was purged is in no file then. */
  store: Pick<OpenStore, 'read' | 'transaction' | 'checkpoint' | 'backUp' | 'endBackup' | 'backups'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  catalogue: Catalogue;
  province: ProvinceClient;
  /** How the line to the province is, where it is a line (a simulation has none). */
  link?: Pick<ProvinceLink, 'status' | 'root' | 'onChange'>;
  /** The hall and window as configured now. */
  place: () => { hallName: string; windowNo: string };
  /** GB/T 2260 code of the hall's region, as configured now; empty, or not told, where nobody has said. */
  region?: () => string;
  /** Which queue this window calls numbers from, as configured now; null, or not told, where none. */
  queue?: () => { hallCode: string; group: string } | null;
  /** What the hall has decided about locking, dual control and keeping, as configured now; where it is not told, the usual. */
  policy?: () => {
    idleLockMs: number;
    secondPersonFor: readonly SecondPersonAct[];
    /** Days that a sealed file is kept after the province has it. */
    receiptKeepDays?: number;
  };
  training: boolean;
  /** The embedded face for receipts, read once when first needed. */
  font: () => Uint8Array;
  /** The face behind it for rare characters; null where the product came without one. */
  rareFont: () => Uint8Array | null;
  emit: Emit;
}
