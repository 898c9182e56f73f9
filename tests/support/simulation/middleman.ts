import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Exchange {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What is done to one delivery of a receipt; `forward` carries it to the province and brings the answer back. */
export type Mischief = (forward: () => Promise<Exchange>) => Promise<Exchange | 'cut'>;

/** Something between the workstation and the province, speaking real HTTP; passes everything on unless told otherwise. */
export interface Middleman {
  readonly url: string;
  /** Receipt ids in order of their deliveries, however they ended. */
  readonly deliveries: readonly string[];
  /** Until further notice. */
  receipts: Mischief;
}

export const passOn: Mischief = (forward) => forward();

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export async function startMiddleman(provinceUrl: string): Promise<Middleman> {
  const deliveries: string[] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url = '/' } = request;
      const body = await textOf(request);
      const forward = async (): Promise<Exchange> => {
        const answer = await fetch(provinceUrl + url, {
          method,
          ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body }),
        });
        const type = answer.headers.get('content-type') ?? 'application/json';
        return { status: answer.status, headers: { 'content-type': type }, body: await answer.text() };
      };
      const receiptId = /^\/v1\/receipts\/(.+)$/.exec(url)?.[1];
      if (receiptId) deliveries.push(receiptId);
      const done = await (receiptId ? middleman.receipts(forward) : forward());
      if (done === 'cut') request.socket.destroy();
      else response.writeHead(done.status, done.headers).end(done.body);
    })().catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const middleman: Middleman = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    receipts: passOn,
  };
  return middleman;
}
