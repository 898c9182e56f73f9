/** The real outbox, delivery and province client on a real database, in a process that may die between any two steps. */
import { FailureError, fail, failure } from '../../../main/contract/failures/failure';
import type { Clock } from '../../../main/contract/ports/clock';
import type { SqlConnection, SqlReader, SqlTx } from '../../../main/contract/ports/database';
import type { CaseworkDeps } from '../../../main/core/casework/deps';
import { createDelivery } from '../../../main/core/casework/keepers/delivery';
import { unpark } from '../../../main/core/outbox';
import { createProvinceClient, type Transport } from '../../../main/core/province';
import { storeOver } from '../../../main/core/store/transaction';
import type { Defect } from './defects';
import type { Random } from './random';
import { type Seal, sealReceipt } from './seal';
import type { Timeline } from './timeline';

class Crash extends Error {}

export interface Workstation {
  readonly read: SqlReader;
  readonly crashes: number;
  readonly hiccups: number;
  /** The process lives and waits for no answer. */
  readonly resting: boolean;
  /** Errors nobody planted; any is a defect. */
  readonly surprises: readonly string[];
  start(): void;
  /** Seals a receipt as a case does; `null` where the process died or the disk failed on the way. */
  seal(lane: string): Seal | null;
  /** A person asks for sending now. */
  hasten(): void;
  /** A person puts a parked parcel back. */
  unpark(receiptId: string): void;
  /** The wall clock is set; timers do not notice. */
  setClock(byMs: number): void;
  die(): void;
  /** From now on it neither dies nor fails to write. */
  heal(): void;
}

interface World {
  connection: SqlConnection;
  timeline: Timeline;
  random: Random;
  transport: Transport;
  defect: Defect;
  /** Chance to die at each of the points, and of a transaction to fail. */
  crashRate: number;
  hiccupRate: number;
  /** Every receipt that is about to be written. */
  onSealing: (seal: Seal) => void;
  /** Every statement that writes, with what it writes. */
  onWrite: (statement: string, values: readonly unknown[]) => void;
}

const START_AT = 1_790_000_000_000;
const NEVER = new Promise<never>(() => undefined);

function watched(connection: SqlConnection, { defect: { sql }, onWrite }: World): SqlConnection {
  return {
    ...connection,
    get: (statement, ...values) => connection.get(sql(statement), ...values),
    all: (statement, ...values) => connection.all(sql(statement), ...values),
    run(statement, ...values) {
      onWrite(statement, values);
      return connection.run(sql(statement), ...values);
    },
  };
}

export function createWorkstation(world: World): Workstation {
  const { timeline, random, defect } = world;
  const base = storeOver(watched(world.connection, world));
  const surprises: string[] = [];
  let clockOff = 0;
  let healed = false;
  let crashes = 0;
  let hiccups = 0;
  let process: ReturnType<typeof boot> | null = null;

  function boot() {
    let alive = true;
    let planted = false;
    let sending = 0;
    function die(): void {
      if (!alive) return;
      alive = false;
      crashes += 1;
      process = null;
      timeline.after(random.span(100, 120_000), start);
    }
    /** A point between two steps: the process may end here. */
    function survives(): boolean {
      if (alive && !healed && random.chance(world.crashRate)) die();
      return alive;
    }
    function passOn(): void {
      if (!survives()) throw new Crash();
    }
    const store: CaseworkDeps['store'] = {
      read: base.read,
      checkpoint: () => undefined,
      backups: () => [],
      backUp: async () => fail('STORE_UNWRITABLE'),
      endBackup: async () => undefined,
      transaction<T>(work: (tx: SqlTx) => T): T {
        passOn();
        const value = base.transaction((tx) => {
          const result = work(tx);
          passOn();
          if (!healed && random.chance(world.hiccupRate)) {
            hiccups += 1;
            planted = true;
            throw new FailureError(failure('STORE_DISK_FULL'));
          }
          return result;
        });
        passOn();
        return value;
      },
    };
    const clock: Clock = {
      now: () => START_AT + timeline.now() + clockOff,
      after: (ms, act) => timeline.after(ms, () => (alive ? act() : undefined)),
    };
    const transport: Transport = async (request) => {
      if (!survives()) return NEVER;
      sending += 1;
      const answer = await world.transport(request);
      sending -= 1;
      return survives() ? answer : NEVER;
    };
    const used: Pick<CaseworkDeps, 'store' | 'clock' | 'ids' | 'province' | 'log'> = {
      store,
      clock,
      ids: random,
      province: defect.client(createProvinceClient(transport, clock)),
      log: {
        info: () => undefined,
        warn: (_category, event, facts) => {
          if (event !== 'delivery stopped short' || !alive) return;
          if (!planted) surprises.push(`${event}: ${String(facts?.error)}`);
          planted = false;
        },
      },
    };
    // Sealing without a form and delivering ask for nothing else.
    const deps = used as CaseworkDeps;
    return {
      deps,
      die,
      resting: () => alive && sending === 0,
      delivery: createDelivery(deps, { onReach: () => undefined, onSettled: () => undefined }),
    };
  }

  /** Runs one act of the living process; dying or a failing disk end the act, anything else is a defect. */
  function act<T>(work: (living: NonNullable<typeof process>) => T): T | null {
    if (process === null) return null;
    try {
      return work(process);
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof FailureError)) surprises.push(String(error));
      return null;
    }
  }

  function start(): void {
    const started = boot();
    process = started;
    try {
      started.delivery.start();
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof FailureError)) throw error;
      // A start that could not write is a start that did not happen.
      started.die();
    }
  }

  const drain = (living: NonNullable<typeof process>, options?: { evenLater: boolean }) => {
    living.delivery.drain(options).catch((error: unknown) => {
      if (!(error instanceof Crash) && !(error instanceof FailureError)) surprises.push(String(error));
    });
  };

  return {
    read: base.read,
    get crashes() {
      return crashes;
    },
    get hiccups() {
      return hiccups;
    },
    get resting() {
      return process?.resting() === true;
    },
    surprises,
    start,
    seal: (lane) =>
      act((living) => {
        const seal = sealReceipt(living.deps, { lane, atOnce: defect.sealsAtOnce }, world.onSealing);
        drain(living);
        return seal;
      }),
    hasten: () => void act((living) => drain(living, { evenLater: true })),
    unpark: (receiptId) =>
      void act((living) => {
        living.deps.store.transaction((tx) => unpark(tx, receiptId, living.deps));
        drain(living);
      }),
    setClock: (byMs) => {
      clockOff += byMs;
    },
    die: () => process?.die(),
    heal: () => {
      healed = true;
    },
  };
}
