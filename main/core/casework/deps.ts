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
  store: Pick<OpenStore, 'read' | 'transaction' | 'checkpoint' | 'backUp' | 'backups'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  catalogue: Catalogue;
  province: ProvinceClient;
  /** How the line to the province is, where it is a line (a simulation has none). */
  link?: Pick<ProvinceLink, 'status' | 'root' | 'onChange'>;
  /** The hall and window as configured now. */
  place: () => { hallName: string; windowNo: string };
  /** What the hall has decided about locking and dual control, as configured now; where it is not told, the usual. */
  policy?: () => { idleLockMs: number; secondPersonFor: readonly SecondPersonAct[] };
  training: boolean;
  /** The embedded face for receipts, read once when first needed. */
  font: () => Uint8Array;
  /** The face behind it for rare characters; null where the product came without one. */
  rareFont: () => Uint8Array | null;
  emit: Emit;
}
