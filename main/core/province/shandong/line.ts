import { fail } from '../../../contract/failures/failure';
import type { Clock, Ids } from '../../../contract/ports/clock';
import { addressOf } from '../address';
import { createExchange } from '../exchange';
import { createResilience, type Resilient } from '../resilience';

/** A line that proves itself by what stands in each message; TLS under one root, plain only on the loopback. */
export function municipalLine(options: {
  baseUrl: string;
  /** PEM; null for a plain loopback. */
  root: string | null;
  clock: Clock;
  ids: Ids;
}): Resilient {
  const { baseUrl, root, clock, ids } = options;
  const exchange = createExchange(clock, root === null ? null : { root, client: null });
  const resilient = createResilience(
    async ({ method, path, body, deadlineMs }) => {
      const address = addressOf(baseUrl, path);
      if (!address.ok) return address;
      if (address.value.secure && root === null) return fail('PROVINCE_INSECURE', { why: 'no-root' });
      return exchange.send({
        method,
        url: address.value.url,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body ?? {}), 'utf8'),
        deadlineMs,
      });
    },
    { clock, ids, onChange: () => undefined },
  );
  return {
    ...resilient,
    close() {
      resilient.close();
      void exchange.close();
    },
  };
}
