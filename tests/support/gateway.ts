/** Something between this workstation and the province that has a mind of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands before the province and answers posts to `refused` itself, with JSON of its own, as gateways do; to `*`: everything. */
export async function gatewayBefore(url: string) {
  const gateway = { refused: '', url: '' };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      if (gateway.refused === '*' || (request.method === 'POST' && path === gateway.refused)) {
        response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"forbidden"}');
        return;
      }
      const body = Buffer.concat(chunks);
      const answer = await fetch(new URL(path, url), {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(body.length > 0 && { body }),
      }).catch(() => null);
      if (answer === null) {
        response.destroy();
        return;
      }
      const type = answer.headers.get('content-type') ?? 'application/json';
      response
        .writeHead(answer.status, { 'content-type': type })
        .end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gateway;
}
