import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SealToken } from '../../../../../main/contract/ports/seal-token';
import {
  composeReceipt,
  createSealRequest,
  sealPdf,
  softwareSealToken,
} from '../../../../../main/core/receipt';
import { createJudges, type Judges, signatureParts } from '../judges';
import { DAY_MS, FONT, NOW, noRareFont, type SealBench, sealBench, typicalContent } from '../sample';

let bench: SealBench;
let judges: Judges;
let unsigned: Uint8Array;
let pdf: Uint8Array;
const HOW = { signedAt: NOW, reason: '受理', place: '济南（历下）' };

beforeAll(async () => {
  bench = await sealBench();
  judges = createJudges(bench.authority.caPem);
  const made = await composeReceipt(typicalContent(), { font: FONT, rareFont: noRareFont, composedAt: NOW });
  if (!made.ok) throw new Error(made.failure.code);
  unsigned = made.value;
  pdf = await sealed(unsigned);
});
afterAll(() => judges.dispose());

async function sealed(document: Uint8Array, token: SealToken = bench.token): Promise<Uint8Array> {
  const made = await sealPdf(document, token, HOW);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

describe('sealPdf', () => {
  test('makes a signature that pdfsig finds valid, trusted and over the whole document', () => {
    const said = judges.pdfsig(pdf);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Certificate is Trusted.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
    expect(said).toContain('Signer Certificate Common Name: 济南市历下区政务服务中心政务服务专用章');
  });

  test('is seen through by pdfsig after one changed byte of a page', () => {
    const changed = Uint8Array.from(pdf);
    const at = Math.floor(pdf.length / 3);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(judges.pdfsig(changed)).toContain('Digest Mismatch');
  });

  test('makes a CAdES signature that openssl verifies', () => {
    expect(judges.opensslCades(pdf)).toContain('CAdES Verification successful');
  });

  test('puts the whole chain and no signingTime into the CMS, and the time into /M', () => {
    const { cms } = signatureParts(pdf);
    for (const certificate of bench.chain) expect(cms.includes(Buffer.from(certificate))).toBe(true);
    const signingTime = Buffer.from('06092a864886f70d010905', 'hex');
    expect(cms.includes(signingTime)).toBe(false);
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/M \(D:\d{14}\+08'00'\)/);
  });

  test('certifies the document against every later change (DocMDP 1)', () => {
    const file = Buffer.from(pdf).toString('latin1');
    expect(file).toContain('/TransformMethod /DocMDP');
    expect(file).toMatch(/\/P 1\b/);
    expect(file).toMatch(/\/Perms <<\s*\/DocMDP \d+ 0 R/);
  });

  test('uses the empty field over the visible seal instead of adding another', () => {
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/FT \/Sig/g),
    ).toHaveLength(1);
  });

  test('adds an invisible field to a document that has none', async () => {
    const plain = await PDFDocument.create();
    plain.addPage();
    const said = judges.pdfsig(await sealed(await plain.save()));
    expect(said).toContain('Signature is Valid.');
  });

  test('refuses a certificate that is over or has not begun', async () => {
    for (const signedAt of [NOW + 366 * DAY_MS, NOW - DAY_MS]) {
      const made = await sealPdf(unsigned, bench.token, { ...HOW, signedAt });
      expect(made.ok ? '' : made.failure.code).toBe('RECEIPT_SEAL_EXPIRED');
    }
  });

  test('refuses a chain that does not fit into the hole', async () => {
    const chain = [...bench.chain, ...Array.from({ length: 20 }, () => bench.authority.caCertificate)];
    const made = await sealPdf(unsigned, { ...bench.token, chain }, HOW);
    expect(made.ok ? null : made.failure.details).toMatchObject({ why: 'too-long' });
  });

  test('reports a token that cannot sign and a document that is none', async () => {
    const broken: SealToken = { ...bench.token, sign: () => Promise.reject(new Error('token removed')) };
    const gone = await sealPdf(unsigned, broken, HOW);
    expect(gone.ok ? null : gone.failure.details).toEqual({ why: 'token' });
    const none = await sealPdf(Buffer.from('%PDF-1.7 nothing'), bench.token, HOW);
    expect(none.ok ? null : none.failure.details).toEqual({ why: 'document' });
  });
});

describe('softwareSealToken', () => {
  test('refuses a certificate that belongs to another key', async () => {
    const other = await createSealRequest({ hallName: '济南市', windowNo: '1' });
    const made = softwareSealToken({ privateKeyPkcs8: other.privateKeyPkcs8, chain: bench.chain });
    expect(made.ok ? null : made.failure.details).toEqual({ why: 'key-mismatch' });
  });

  test('refuses bytes that are no key, and an empty chain', async () => {
    const { privateKeyPkcs8 } = await createSealRequest({ hallName: '济南市', windowNo: '1' });
    for (const material of [
      { privateKeyPkcs8: Uint8Array.of(1), chain: bench.chain },
      { privateKeyPkcs8, chain: [] },
      { privateKeyPkcs8, chain: [Uint8Array.of(0x30, 0)] },
    ]) {
      const made = softwareSealToken(material);
      expect(made.ok ? '' : made.failure.code).toBe('RECEIPT_SEAL_FAILED');
    }
  });
});
