/** Receipts by way of brokers over TLS, as between machines: who the window believes, and who believes the window. */
import { createPrivateKey } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pem, type TestAuthority } from '../../fixtures/keys';
import { startProvince } from '../../fixtures/province';
import { systemClock } from '../../main/core/base';
import { createBrokerDelivery } from '../../main/core/province';
import { brokersMissing, startBrokers } from '../support/brokers';
import { openQueue } from '../support/queue';
import { tempDir } from '../support/temp-dir';
import { clientCredential, newAuthority, serverMaterial } from '../unit/core/province/tls-service';

/** What a window enrolled under `authority` has: its own certificate and the root that it believes. */
async function enrolledUnder(authority: TestAuthority, root = authority) {
  const { privateKeyPkcs8, chain } = await clientCredential(authority);
  const key = createPrivateKey({ key: Buffer.from(privateKeyPkcs8), format: 'der', type: 'pkcs8' });
  return {
    root: root.caPem,
    client: {
      chain: chain.map((certificate) => pem(certificate, 'CERTIFICATE')).join(''),
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  };
}

async function hall(
  material: (authority: TestAuthority) => Promise<Awaited<ReturnType<typeof enrolledUnder>> | null>,
) {
  const dir = tempDir();
  const authority = await newAuthority();
  const ca = authority.caPem;
  const { client } = await enrolledUnder(authority);
  const ours = { ca, cert: client.chain, key: client.key };
  const brokers = await startBrokers(dir, 1, { own: { ...(await serverMaterial(authority)), ca }, ours });
  onTestFinished(() => brokers.stop());
  const province = await startProvince({
    admin: true,
    brokers: { servers: brokers.servers, replicas: 1, tls: ours },
  });
  onTestFinished(() => province.stop());
  const enrolled = await material(authority);
  const servers = brokers.servers.map((server) => server.replace('nats:', 'tls:'));
  const delivery = createBrokerDelivery({ servers, clock: systemClock, tls: () => enrolled });
  onTestFinished(() => delivery.close());
  const queue = openQueue(dir, delivery.deliverParcel);
  const received = async () =>
    (await (await fetch(`${province.url}/admin/receipts`)).json()) as { receiptId: string }[];
  return { queue, received };
}

describe.skipIf(brokersMissing !== null)('delivery over JetStream and TLS', { timeout: 60_000 }, () => {
  it('brings a receipt to the province with the certificate the window enrolled with', async () => {
    const { queue, received } = await hall((authority) => enrolledUnder(authority));
    const receiptId = queue.seal();
    await queue.drain();
    expect(queue.parcel(receiptId)).toMatchObject({ state: 'acknowledged' });
    expect(await received()).toMatchObject([{ receiptId }]);
  });

  it.each([
    [
      'a broker of another root',
      async (authority: TestAuthority) => enrolledUnder(authority, await newAuthority()),
    ],
    [
      'a broker that does not know the window’s root',
      async (authority: TestAuthority) => enrolledUnder(await newAuthority(), authority),
    ],
  ])('gives nothing to %s, and keeps it for later', async (_what, material) => {
    const { queue, received } = await hall(material);
    const receiptId = queue.seal();
    await queue.drain();
    expect(queue.parcel(receiptId)).toMatchObject({ state: 'later', lastCode: 'PROVINCE_UNREACHABLE' });
    expect(await received()).toEqual([]);
  });

  it('waits for its enrolment before it speaks to a broker on another machine', async () => {
    const { queue } = await hall(async () => null);
    const receiptId = queue.seal();
    await queue.drain();
    expect(queue.parcel(receiptId)).toMatchObject({ state: 'later', lastCode: 'PROVINCE_NOT_ENROLLED' });
  });
});
