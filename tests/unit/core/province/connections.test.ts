import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOf } from './service';

/** Answers after a moment; counts lines and the most requests it had at once. */
async function counting() {
  const count = { lines: 0, most: 0, requests: 0 };
  let now = 0;
  const server = createServer((_request, response) => {
    now += 1;
    count.requests += 1;
    count.most = Math.max(count.most, now);
    setTimeout(() => {
      now -= 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ service: 'p', version: '1', now: 5 }));
    }, 20);
  });
  server.on('connection', () => {
    count.lines += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { count, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('lines to the province', () => {
  it('are used again', async () => {
    const { count, url } = await counting();
    const client = clientOf(url);
    for (let request = 0; request < 10; request += 1) expect((await client.health()).ok).toBe(true);
    // A second one where the first is only just free.
    expect(count.lines).toBeLessThanOrEqual(2);
    expect(count.requests).toBe(10);
  });

  it('are six at most, however much is asked at once', async () => {
    const { count, url } = await counting();
    const client = clientOf(url);
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.health()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(count).toEqual({ lines: 6, most: 6, requests: 40 });
  });
});
