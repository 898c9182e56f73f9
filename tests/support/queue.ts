/** A window's queue alone: its real encrypted store and delivery loop, over whatever delivers. */
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { onTestFinished } from 'vitest';
import type { OutboxCounts } from '../../main/contract/calls';
import type { Parcel } from '../../main/contract/flow/parcel';
import { RECEIPT_STREAM } from '../../main/contract/province/broker';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import type { CaseworkDeps } from '../../main/core/casework/deps';
import { createDelivery } from '../../main/core/casework/keepers/delivery';
import { hastenParcels, outboxCounts, parcelOfReceipt } from '../../main/core/outbox';
import { openStore } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { startBackup } from './backup-thread';
import { must } from './office';
import { sealReceipt } from './simulation/seal';

type Deliver = CaseworkDeps['province']['deliverParcel'];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function openQueue(dir: string, deliverParcel: Deliver) {
  const clock = systemClock;
  const log = silentLog;
  const store = must(
    openStore({ driver: databaseDriver, dir, key: systemIds.bytes(32), clock, log, startBackup }),
  );
  const bodies = new Map<string, Uint8Array>();
  // Sealing without a form and delivering ask for nothing else.
  const deps = { store, clock, ids: systemIds, log, province: { deliverParcel } } as unknown as CaseworkDeps;
  const delivery = createDelivery(deps, { onReach: () => undefined, onSettled: () => undefined });
  delivery.start();
  onTestFinished(async () => {
    await delivery.stop();
    store.close();
  });
  const counts = () => outboxCounts(store.read);

  return {
    /** A sealed receipt waiting in the queue; its id. `spoilt`: with another digest than its file's. */
    seal({ spoilt = false } = {}): string {
      const seal = sealReceipt(deps, { lane: 'receipts', atOnce: true, spoilt }, () => undefined);
      bodies.set(seal.receiptId, seal.whole);
      return seal.receiptId;
    },
    bytesOf: (receiptId: string): Uint8Array => bodies.get(receiptId) ?? new Uint8Array(),
    parcel: (receiptId: string): Parcel | null => parcelOfReceipt(store.read, receiptId),
    duplicates: () =>
      store.read.get<{ count: number }>('SELECT count(*) AS count FROM acknowledgement WHERE duplicate = 1')
        ?.count,
    drain: (): Promise<OutboxCounts> => delivery.drain(),
    async drainUntilDone(): Promise<void> {
      while (counts().acknowledged < bodies.size) {
        store.transaction((tx) => hastenParcels(tx, { now: clock.now() }));
        await delivery.drain();
        await pause(100);
      }
    },
    async untilAcknowledged(count: number): Promise<void> {
      while (counts().acknowledged < count) await pause(5);
    },
    /** Until the brokers hold that many parcels. */
    async untilStored({ servers }: { servers: string[] }, count: number): Promise<void> {
      const connection = await connect({ servers });
      const { streams } = await jetstreamManager(connection);
      while ((await streams.info(RECEIPT_STREAM)).state.messages !== count) await pause(20);
      await connection.close();
    },
  };
}
