/** Requests that are wrong as bytes: cut off, lying about their length, packed, or without end. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Province } from '../../fixtures/province/index';
import { ask, receipt, start, stop } from '../unit/fixtures/province/harness';
import { bothStores } from '../unit/fixtures/province/stores';

/** A connection that says what it is told, byte for byte, and hears until the other end closes it. */
function line(province: Province): { socket: Socket; heard: Promise<string> } {
  const socket = connect(Number(new URL(province.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const heard = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    // A reset is an end as well.
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
  return { socket, heard };
}

const statusesIn = (heard: string) =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const LAST = 'GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n';

/** Statuses of all answers on one connection. Behind the bytes comes a question that the service closes the connection with. */
async function statusesOf(province: Province, bytes: Buffer): Promise<number[]> {
  const { socket, heard } = line(province);
  socket.write(Buffer.concat([bytes, Buffer.from(LAST)]));
  return statusesIn(await heard);
}

/** The same where we hang up in the middle. */
async function statusesOfCut(province: Province, bytes: Buffer): Promise<number[]> {
  const { socket, heard } = line(province);
  socket.end(bytes);
  return statusesIn(await heard);
}

function requestOf(body: ReturnType<typeof receipt>, headers: string[], sent: string | Buffer): Buffer {
  const head = [
    `PUT /v1/receipts/${body.receiptId} HTTP/1.1`,
    ...['Host: 127.0.0.1', 'Content-Type: application/json', ...headers],
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(sent)]);
}

const kept = async (province: Province) => (await ask(province, 'GET', '/admin/receipts')).body;
const put = (province: Province, body: ReturnType<typeof receipt>) =>
  ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body);

describe.each(bothStores())('a receipt on the line to $name', ({ skip, options }) => {
  it.skipIf(skip)(
    'that is cut off anywhere leaves nothing behind, and is taken whole afterwards',
    async () => {
      const province = await start(await options());
      const body = receipt();
      const text = JSON.stringify(body);
      const whole = requestOf(body, [`Content-Length: ${Buffer.byteLength(text)}`], text);
      for (const share of [0.1, 0.5, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        expect(await statusesOfCut(province, cut)).not.toContain(201);
      }
      expect(await statusesOfCut(province, whole.subarray(0, -1))).not.toContain(201);
      expect(await kept(province)).toEqual([]);
      expect(await statusesOf(province, whole)).toEqual([201, 200]);
      expect(await kept(province)).toMatchObject([{ receiptId: body.receiptId, attempts: 1 }]);
    },
  );

  it.skipIf(skip)(
    'that lies about its length is refused, and what hangs over is no second request',
    async () => {
      const province = await start(await options());
      const [body, hidden] = [receipt('shown'), receipt('hidden')];
      const text = JSON.stringify(body);
      const length = Buffer.byteLength(text);
      const second = JSON.stringify(hidden);
      const smuggled = requestOf(hidden, [`Content-Length: ${Buffer.byteLength(second)}`], second);
      const behind = Buffer.concat([Buffer.from('0\r\n\r\n'), smuggled]);
      const lies: [string[], string | Buffer][] = [
        [[`Content-Length: ${length - 10}`], text],
        [[`Content-Length: ${length + 10}`], text],
        [[`Content-Length: ${length}`, 'Content-Length: 3'], text],
        [[`Content-Length: ${length}, ${length}`], text],
        [['Content-Length: -1'], text],
        [['Content-Length: 1e3'], text],
        [[`Content-Length: ${behind.length}`, 'Transfer-Encoding: chunked'], behind],
        [['Transfer-Encoding: chunked'], `${length.toString(16)}\r\n${text.slice(0, -5)}`],
        [['Transfer-Encoding: gzip, chunked'], `${length.toString(16)}\r\n${text}\r\n0\r\n\r\n`],
        [['Content-Length: 0'], ''],
        [[], text],
      ];
      for (const [headers, sent] of lies) {
        const statuses = await statusesOf(province, requestOf(body, headers, sent));
        expect(statuses, headers.join()).not.toContain(201);
        expect(statuses, headers.join()).not.toContain(500);
      }
      expect(await kept(province)).toEqual([]);
      expect((await put(province, body)).status).toBe(201);
    },
  );

  it.skipIf(skip)('that is packed is refused unopened, however it names its packing', async () => {
    const province = await start(await options());
    const body = receipt();
    const text = JSON.stringify(body);
    const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
    expect(bomb.length).toBeLessThan(256 * 1024);
    for (const [encoding, sent] of [
      ['gzip', bomb],
      ['gzip', gzipSync(text)],
      ['gzip', Buffer.from(text)],
      ['identity, gzip', gzipSync(gzipSync(text))],
      ['br', Buffer.from(text)],
    ] as const) {
      const headers = [`Content-Encoding: ${encoding}`, `Content-Length: ${sent.length}`];
      expect(await statusesOf(province, requestOf(body, headers, sent)), encoding).toEqual([400, 200]);
    }
    expect(await kept(province)).toEqual([]);
    const headers = ['Content-Encoding: Identity', `Content-Length: ${Buffer.byteLength(text)}`];
    expect(await statusesOf(province, requestOf(body, headers, text))).toEqual([201, 200]);
  });

  it.skipIf(skip)('that is JSON of the worst kind is refused, and the service goes on', async () => {
    const province = await start(await options());
    const body = receipt();
    const text = JSON.stringify(body);
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    for (const sent of [
      text.replace(/}$/, `,"more":${deep}}`).replace('"form":[', `"form":[${deep},`),
      text.replace(/^{/, '{"__proto__":{"sha256":"0"},'),
      text.replace(/^{/, '{"constructor":{"prototype":{"sha256":"0"}},'),
      text.replace(/}$/, `,"receiptId":"${receipt().receiptId}"}`),
      '',
      'null',
      '[]',
      `${text}{}`,
      text.replace(body.number, '\\ud800\\u0000'),
    ]) {
      const headers = [`Content-Length: ${Buffer.byteLength(sent)}`];
      const [first] = await statusesOf(province, requestOf(body, headers, sent));
      expect(first, sent.slice(0, 60)).toBe(400);
    }
    expect(await kept(province)).toEqual([]);
    expect((await put(province, body)).status).toBe(201);
  });

  it.skipIf(skip)(
    'that comes a byte at a time, or stops, is given up; others are served meanwhile',
    async () => {
      const province = await start({ ...(await options()), slowestRequestMs: 400 });
      const [slow, other] = [receipt('slow'), receipt('other')];
      const text = JSON.stringify(slow);
      const whole = requestOf(slow, [`Content-Length: ${Buffer.byteLength(text)}`], text);
      const stops = [20, whole.indexOf('\r\n\r\n') + 2, whole.length - 1];
      const open = Array.from({ length: 60 }, (_, index) => {
        const held = line(province);
        held.socket.write(whole.subarray(0, stops[index % stops.length]));
        return held;
      });
      const dripping = line(province);
      await once(dripping.socket, 'connect');
      let at = 0;
      const drip = setInterval(() => {
        if (!dripping.socket.writable) return;
        dripping.socket.write(whole.subarray(at, at + 1));
        at += 1;
      }, 5);
      onTestFinished(() => clearInterval(drip));
      expect((await put(province, other)).status).toBe(201);
      const answers = await Promise.all([...open, dripping].map(({ heard }) => heard));
      expect(answers.filter((answer) => answer.includes(' 201 '))).toEqual([]);
      expect(await kept(province)).toMatchObject([{ receiptId: other.receiptId }]);
      expect((await put(province, slow)).status).toBe(201);
    },
  );

  it.skipIf(skip)('stops although somebody holds a request open', async () => {
    const province = await start(await options());
    const { socket, heard } = line(province);
    const body = receipt();
    socket.write(requestOf(body, ['Content-Length: 500'], '{'));
    expect((await put(province, body)).status).toBe(201);
    await stop(province);
    expect(await heard).not.toContain('201');
  });
});
