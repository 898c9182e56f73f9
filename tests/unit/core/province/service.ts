/** A real HTTP service on loopback that answers as the test says, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemClock, systemIds } from '../../../../main/core/base';
import {
  createLink,
  createProvinceClient,
  type ProvinceClient,
  type Transport,
} from '../../../../main/core/province';

export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Service {
  url: string;
  seen: Seen[];
  stop(): Promise<void>;
}

export type Answering = (response: ServerResponse, seen: Seen) => void;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export async function serve(answer: Answering): Promise<Service> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${port}`, seen, stop };
}

/** The same answer to everything. Text goes out as it is, anything else as JSON. */
export function always(status: number, body: unknown = '', headers: Record<string, string> = {}): Answering {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** The real line without a credential: plain HTTP on the loopback. */
export function plainTransport(baseUrl: () => string): Transport {
  const link = createLink({ baseUrl, clock: systemClock, ids: systemIds, credential: null });
  onTestFinished(link.close);
  return link.transport;
}

export const clientOf = (url: string): ProvinceClient =>
  createProvinceClient(
    plainTransport(() => url),
    systemClock,
  );

/** The real transport with less patience than the client asks for. */
export function impatient(url: string, deadlineMs: number): Transport {
  const transport = plainTransport(() => url);
  return (request) => transport({ ...request, deadlineMs });
}
