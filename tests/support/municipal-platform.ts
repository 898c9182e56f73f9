/** A municipal licence-sharing platform on loopback: head and data, status 0 and 99, useCause, as its own technical rules say. */
import { type FastifyReply, fastify } from 'fastify';
import { onTestFinished } from 'vitest';

export interface MunicipalPlatform {
  url: string;
  /** Operation and data of every message so far. */
  asked: { operation: string; data: Record<string, unknown> }[];
  stop(): Promise<void>;
}

export interface MunicipalCert extends Record<string, unknown> {
  certIdentifier?: string;
  certificateIdentifier?: string;
  certTypeCode: string;
  holderCode: string;
  holder: string;
  certNo: string;
}

interface Message {
  head?: { accessId?: string; accessToken?: string };
  data?: Record<string, unknown>;
}

const ok = (data: unknown) => ({ head: { status: 0, message: 'success' }, data });
const wrong = (message: string) => ({ head: { status: '99', message }, data: null });

/** `bend`: answers in the place of the platform where it returns true. `codes`: holder codes by shown code; each is good once. */
export async function municipalPlatform(options: {
  certs: readonly MunicipalCert[];
  codes?: Record<string, string>;
  /** Licence files by identifier; without one the platform has none to give. */
  files?: Record<string, Uint8Array>;
  accessToken: string;
  bend?: (operation: string, reply: FastifyReply) => boolean;
}): Promise<MunicipalPlatform> {
  const asked: MunicipalPlatform['asked'] = [];
  const codes = new Map(Object.entries(options.codes ?? {}));
  const app = fastify({ forceCloseConnections: true });
  const idOf = (cert: MunicipalCert) => cert.certIdentifier ?? cert.certificateIdentifier;

  function answer(operation: string, data: Record<string, unknown>) {
    switch (operation) {
      case '/queryCertInfoByHolderCode':
        return ok(
          options.certs.filter(
            (cert) => cert.holderCode === data.holderCode && cert.certTypeCode === data.certTypeCode,
          ),
        );
      case '/queryCertInfo':
        return ok(options.certs.find((cert) => idOf(cert) === data.certIdentifier) ?? null);
      case '/queryCertInfoByQRcode': {
        const holderCode = codes.get(String(data.qrcode));
        codes.delete(String(data.qrcode));
        return holderCode === undefined
          ? wrong('二维码无效')
          : ok(options.certs.filter((cert) => cert.holderCode === holderCode));
      }
      case '/downloadFile': {
        const file = options.files?.[String(data.certIdentifier)];
        return file === undefined
          ? wrong('证照文件不存在')
          : ok({ contentType: 'base64', content: Buffer.from(file).toString('base64') });
      }
      case '/verifyCertInfo': {
        const { holderCode, holder, certNo } = data.certData as Record<string, unknown>;
        const known = options.certs.some(
          (cert) => cert.holderCode === holderCode && cert.holder === holder && cert.certNo === certNo,
        );
        return known ? ok({ result: 'passed' }) : wrong('证照信息不一致');
      }
      default:
        return wrong('接口不存在');
    }
  }

  app.post<{ Body: Message }>('/*', async (request, reply) => {
    const operation = request.url;
    const { head, data = {} } = request.body;
    asked.push({ operation, data });
    if (options.bend?.(operation, reply)) return reply;
    if (head?.accessToken !== options.accessToken) return wrong('accessToken无效');
    const cause = data.useCause;
    if (typeof cause !== 'string' || cause === '' || [...cause].length > 200)
      return wrong('用证事由不能为空');
    return answer(operation, data);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return { url, asked, stop: () => app.close() };
}
