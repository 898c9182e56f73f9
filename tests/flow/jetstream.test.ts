import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { ANSWER_STREAM, RECEIPT_STREAM, receiptSubject } from '../../main/contract/province/broker';
import { systemClock } from '../../main/core/base';
import { createBrokerDelivery } from '../../main/core/province';
import { type Brokers, brokersMissing, startBrokers } from '../support/brokers';
import { openQueue } from '../support/queue';
import { tempDir } from '../support/temp-dir';
import { postgresMissing, startPostgres } from '../unit/fixtures/province/postgres';

if (brokersMissing !== null) process.stderr.write(`skipped: ${brokersMissing}\n`);

/** A window's queue, brokers, and a province that may be away. */
async function hallBehindBrokers(count: 1 | 3, databaseUrl?: string) {
  const dir = tempDir();
  const brokers = await startBrokers(dir, count);
  onTestFinished(() => brokers.stop());
  const provinceDir = join(dir, 'province');
  let province: Province | null = null;
  const open = async () => {
    province = await startProvince({
      admin: true,
      ...(databaseUrl === undefined ? { dataDir: provinceDir } : { databaseUrl }),
      brokers: { servers: brokers.servers, replicas: count },
    });
  };
  const leave = async () => {
    await province?.stop();
    province = null;
  };
  await open();
  onTestFinished(leave);
  const delivery = createBrokerDelivery({ servers: brokers.servers, clock: systemClock, tls: () => null });
  onTestFinished(() => delivery.close());
  const queue = openQueue(dir, delivery.deliverParcel);
  return {
    brokers,
    queue,
    open,
    leave,
    received: async () =>
      (await (await fetch(`${province?.url}/admin/receipts`)).json()) as {
        receiptId: string;
        attempts: number;
      }[],
  };
}

type Scene = Awaited<ReturnType<typeof hallBehindBrokers>>;

async function expectArrivedOnce(scene: Scene, receiptIds: string[]): Promise<void> {
  expect((await scene.received()).map(({ receiptId }) => receiptId)).toEqual(receiptIds);
  expect(receiptIds.map((receiptId) => scene.queue.parcel(receiptId)?.state)).toEqual(
    receiptIds.map(() => 'acknowledged'),
  );
}

async function administer<T>(
  { servers }: Brokers,
  work: (connection: Awaited<ReturnType<typeof connect>>) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

describe.skipIf(brokersMissing !== null)('delivery over JetStream', { timeout: 120_000 }, () => {
  it('brings every parcel to the province once, in the order of their sealing, and the province’s own word back', async () => {
    const scene = await hallBehindBrokers(1);
    const receiptIds = Array.from({ length: 8 }, () => scene.queue.seal());
    expect(await scene.queue.drain()).toMatchObject({ acknowledged: 8, waiting: 0, later: 0, parked: 0 });
    await expectArrivedOnce(scene, receiptIds);
    const { messages } = await administer(scene.brokers, async (connection) => {
      const { streams } = await jetstreamManager(connection);
      return (await streams.info(RECEIPT_STREAM)).state;
    });
    expect(messages).toBe(0);
  });

  it.skipIf(postgresMissing !== null)('brings parcels into PostgreSQL, each once', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const scene = await hallBehindBrokers(1, await postgres.newDatabase());
    const receiptIds = Array.from({ length: 8 }, () => scene.queue.seal());
    await scene.queue.drain();
    await expectArrivedOnce(scene, receiptIds);
  });

  it('acknowledges nothing that only the brokers hold', async () => {
    const scene = await hallBehindBrokers(1);
    await scene.leave();
    const receiptId = scene.queue.seal();
    const sending = scene.queue.drain();
    await scene.queue.untilStored(scene.brokers, 1);
    expect(scene.queue.parcel(receiptId)?.state).toBe('leased');
    await scene.open();
    await sending;
    await expectArrivedOnce(scene, [receiptId]);
  });

  it('takes a parcel in once that was published twice, within the window for duplicates and past it', async () => {
    const scene = await hallBehindBrokers(1);
    const receiptId = scene.queue.seal();
    await scene.queue.drain();
    await administer(scene.brokers, async (connection) => {
      const stream = jetstream(connection);
      const body = scene.queue.bytesOf(receiptId);
      const within = await stream.publish(receiptSubject(receiptId), body, { msgID: receiptId });
      expect(within.duplicate).toBe(true);
      // Another message id is what the brokers see once they have forgotten the first.
      await stream.publish(receiptSubject(receiptId), body, { msgID: 'later' });
    });
    await scene.queue.untilStored(scene.brokers, 0);
    await expectArrivedOnce(scene, [receiptId]);
    expect(await scene.received()).toMatchObject([{ attempts: 2 }]);
  });

  it('finds the answer it did not hear', async () => {
    const scene = await hallBehindBrokers(1);
    const receiptId = scene.queue.seal();
    // The workstation went after the parcel had left: the province has it, and answered nobody.
    await administer(scene.brokers, (connection) =>
      jetstream(connection).publish(receiptSubject(receiptId), scene.queue.bytesOf(receiptId), {
        msgID: receiptId,
      }),
    );
    await scene.queue.untilStored(scene.brokers, 0);
    await scene.queue.drain();
    await expectArrivedOnce(scene, [receiptId]);
    expect(await scene.received()).toMatchObject([{ attempts: 1 }]);
  });

  it('is answered anew when the kept answer is gone', async () => {
    const scene = await hallBehindBrokers(1);
    const receiptId = scene.queue.seal();
    await administer(scene.brokers, async (connection) => {
      const stream = jetstream(connection);
      await stream.publish(receiptSubject(receiptId), scene.queue.bytesOf(receiptId), { msgID: 'other' });
      await scene.queue.untilStored(scene.brokers, 0);
      await (await jetstreamManager(connection)).streams.purge(ANSWER_STREAM);
    });
    await scene.queue.drain();
    await expectArrivedOnce(scene, [receiptId]);
    expect(scene.queue.duplicates()).toBe(1);
  });

  it('parks what the province refuses, sends the next, and asks again when a person says so', async () => {
    const scene = await hallBehindBrokers(1);
    const refused = scene.queue.seal({ spoilt: true });
    const sound = scene.queue.seal();
    await scene.queue.drain();
    await expectArrivedOnce(scene, [sound]);
    expect(scene.queue.parcel(refused)).toMatchObject({ state: 'parked', lastCode: 'PROVINCE_REFUSED' });
  });

  it('does not send to another machine without a secure line', async () => {
    const delivery = createBrokerDelivery({
      servers: ['nats://192.0.2.1:4222'],
      clock: systemClock,
      tls: () => null,
    });
    const queue = openQueue(tempDir(), delivery.deliverParcel);
    const receiptId = queue.seal();
    await queue.drain();
    expect(queue.parcel(receiptId)).toMatchObject({ state: 'later', lastCode: 'PROVINCE_INSECURE' });
  });

  it('waits when no broker answers, and goes on when they are back', async () => {
    const scene = await hallBehindBrokers(1);
    await scene.brokers.kill(0);
    const receiptId = scene.queue.seal();
    await scene.queue.drain();
    expect(scene.queue.parcel(receiptId)).toMatchObject({ state: 'later' });
    scene.brokers.restart(0);
    await scene.queue.drainUntilDone();
    await expectArrivedOnce(scene, [receiptId]);
  });

  it.each([0, 1, 2])('loses and doubles nothing while broker %i of three is killed', async (index) => {
    const scene = await hallBehindBrokers(3);
    const receiptIds = Array.from({ length: 20 }, () => scene.queue.seal());
    const sending = scene.queue.drain();
    await scene.queue.untilAcknowledged(5);
    await scene.brokers.kill(index);
    await sending;
    await scene.queue.drainUntilDone();
    await expectArrivedOnce(scene, receiptIds);
  });
});
