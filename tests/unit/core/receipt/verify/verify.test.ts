import { generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCertificate, type CertificatePlan, createTestAuthority } from '../../../../../fixtures/keys';
import type { SealToken } from '../../../../../main/contract/ports/seal-token';
import {
  composeReceipt,
  sealPdf,
  softwareSealToken,
  type Verification,
  verifyReceipt,
} from '../../../../../main/core/receipt';
import { createJudges, type Judges, signatureParts } from '../judges';
import { DAY_MS, FONT, NOW, noRareFont, type SealBench, sealBench, typicalContent } from '../sample';

let bench: SealBench;
let judges: Judges;
let unsigned: Uint8Array;
let pdf: Uint8Array;

beforeAll(async () => {
  bench = await sealBench();
  judges = createJudges(bench.authority.caPem);
  const made = await composeReceipt(typicalContent(), { font: FONT, rareFont: noRareFont, composedAt: NOW });
  if (!made.ok) throw new Error(made.failure.code);
  unsigned = made.value;
  pdf = await sealedWith(bench.token);
});
afterAll(() => judges.dispose());

async function sealedWith(token: SealToken, signedAt = NOW): Promise<Uint8Array> {
  const made = await sealPdf(unsigned, token, { signedAt, reason: '受理', place: '济南' });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

async function judged(
  file: Uint8Array,
  trust = [bench.authority.caCertificate],
  now = NOW,
): Promise<Verification> {
  const made = await verifyReceipt(file, { trust, now });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

/** Codes of everything that did not pass, by check. */
function wrong(verification: Verification): Record<string, string> {
  const left = verification.checks.filter((each) => each.verdict !== 'passed');
  return Object.fromEntries(left.map((each) => [each.check, each.code]));
}

function edited(change: (file: Buffer) => void): Uint8Array {
  const file = Buffer.from(pdf);
  change(file);
  return file;
}

/** A token whose chain was made for this test: certificates from `plans`, signer first, root last. */
async function tokenOf(
  ...plans: (Partial<Pick<CertificatePlan, 'usage' | 'notBefore' | 'notAfter'>> & { bits?: number })[]
): Promise<{ token: SealToken; root: Uint8Array }> {
  const keys = plans.map((plan) => generateKeyPairSync('rsa', { modulusLength: plan.bits ?? 2048 }));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const chain: Uint8Array[] = [];
  for (let index = plans.length - 1; index >= 0; index--) {
    const issuerKey = keys[Math.min(index + 1, plans.length - 1)]?.privateKey.export({
      type: 'pkcs8',
      format: 'der',
    });
    const issuer = chain[0];
    chain.unshift(
      await buildCertificate({
        subject: { commonName: `certificate ${index}` },
        publicKey: keys[index]?.publicKey.export({ type: 'spki', format: 'der' }) ?? new Uint8Array(),
        usage: index === 0 ? 'seal' : 'authority',
        notBefore: NOW - DAY_MS,
        notAfter: NOW + DAY_MS,
        ...plans[index],
        issuer: issuer ? { certificate: issuer } : null,
        signingKey: await webcrypto.subtle.importKey(
          'pkcs8',
          issuerKey ?? new Uint8Array(),
          algorithm,
          false,
          ['sign'],
        ),
      }),
    );
  }
  const privateKeyPkcs8 = keys[0]?.privateKey.export({ type: 'pkcs8', format: 'der' }) ?? new Uint8Array();
  const made = softwareSealToken({ privateKeyPkcs8, chain });
  if (!made.ok) throw new Error(made.failure.code);
  return { token: made.value, root: chain.at(-1) ?? new Uint8Array() };
}

describe('a receipt as it was sealed', () => {
  test('passes every check and names signer and time, as pdfsig agrees', async () => {
    const verification = await judged(pdf);
    expect(wrong(verification)).toEqual({});
    expect(verification).toMatchObject({
      verdict: 'passed',
      signer: '济南市历下区政务服务中心政务服务专用章',
      signedAt: NOW,
    });
    expect(judges.pdfsig(pdf)).toContain('Certificate is Trusted.');
  });

  test('passes with the root as PEM, among other roots', async () => {
    const other = await createTestAuthority({ now: NOW, days: 1 });
    const trust = [Buffer.from(other.caPem + bench.authority.caPem)];
    expect((await judged(pdf, trust)).verdict).toBe('passed');
  });

  test('passes years later, after the certificate has run out', async () => {
    expect((await judged(pdf, [bench.authority.caCertificate], NOW + 2000 * DAY_MS)).verdict).toBe('passed');
  });

  test('passes with an authority between seal and root', async () => {
    const { token, root } = await tokenOf({}, {}, {});
    expect(wrong(await judged(await sealedWith(token), [root]))).toEqual({});
  });
});

describe('whom to trust', () => {
  test('stays undetermined without any root, with another root, and with a namesake of the root', async () => {
    expect(wrong(await judged(pdf, []))).toEqual({ trust: 'trust-not-given' });
    const namesake = await createTestAuthority({ now: NOW, days: 3650 });
    const verification = await judged(pdf, [namesake.caCertificate]);
    expect(verification.verdict).toBe('undetermined');
    expect(wrong(verification)).toEqual({ trust: 'root-unknown' });
    expect((await judged(pdf, [Buffer.from('no certificate')])).verdict).toBe('undetermined');
  });

  test('does not take the seal certificate itself for a root', async () => {
    expect((await judged(pdf, [bench.chain[0] ?? new Uint8Array()])).verdict).toBe('undetermined');
  });

  test('fails a chain whose middle certificate may not issue', async () => {
    const { token, root } = await tokenOf({}, { usage: 'seal' }, {});
    expect(wrong(await judged(await sealedWith(token), [root]))).toMatchObject({ trust: 'chain-broken' });
  });

  test('fails a chain that leaves out its middle', async () => {
    const { token, root } = await tokenOf({}, {}, {});
    const short = { ...token, chain: [token.chain[0] ?? root, root] };
    expect(wrong(await judged(await sealedWith(short), [root]))).toMatchObject({ trust: 'chain-broken' });
  });

  test('fails a seal made with an authority key, and with a short key', async () => {
    const authority = await tokenOf({ usage: 'authority' }, {});
    expect(wrong(await judged(await sealedWith(authority.token), [authority.root]))).toEqual({
      'signing-certificate': 'certificate-usage',
    });
    const short = await tokenOf({ bits: 1024 }, {});
    expect(wrong(await judged(await sealedWith(short.token), [short.root]))).toEqual({
      signature: 'signature-mismatch',
    });
  });

  test('fails a sealing time outside the certificates, and one that is still to come', async () => {
    const { token, root } = await tokenOf({}, { notAfter: NOW - 1000 });
    expect(wrong(await judged(await sealedWith(token), [root]))).toEqual({
      validity: 'certificate-not-valid-then',
    });
    const early = await judged(pdf, [bench.authority.caCertificate], NOW - 2 * DAY_MS);
    expect(wrong(early)).toEqual({ validity: 'time-ahead' });
  });
});

describe('a receipt that was touched', () => {
  test('fails with one changed byte of the page, where pdfsig sees it too', async () => {
    const file = edited((bytes) => {
      bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
    });
    expect(wrong(await judged(file))).toEqual({ digest: 'digest-mismatch' });
    expect(judges.pdfsig(file)).toContain('Digest Mismatch');
  });

  test('fails with a note appended, which pdfsig only calls not total', async () => {
    const file = Buffer.concat([pdf, Buffer.from('\n% note\n')]);
    expect(wrong(await judged(file))).toEqual({ coverage: 'appended' });
    expect(judges.pdfsig(file)).not.toContain('Total document signed');
  });

  test('fails with a page swapped by an incremental update, which pdfsig calls a valid signature', async () => {
    const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true });
    document.addPage();
    const file = await document.save();
    expect(Buffer.from(file.subarray(0, pdf.length)).equals(pdf)).toBe(true);
    expect(wrong(await judged(file))).toMatchObject({ coverage: 'appended', revisions: 'revised' });
    expect(judges.pdfsig(file)).toContain('Signature is Valid.');
  });

  test('fails when cut short by a single byte', async () => {
    expect((await judged(pdf.subarray(0, pdf.length - 1))).verdict).toBe('failed');
  });

  test('fails when the padding behind the CMS carries anything', async () => {
    const [, second] = signatureParts(pdf).hole;
    const file = edited((bytes) => bytes.write('7', second - 10, 'latin1'));
    expect(wrong(await judged(file))).toEqual({ signature: 'cms-altered' });
  });

  test('fails when one digit of the CMS changes its case', async () => {
    const [first] = signatureParts(pdf).hole;
    const file = edited((bytes) => {
      const at = bytes.indexOf('a', first, 'latin1');
      bytes.write('A', at, 'latin1');
    });
    expect(wrong(await judged(file))).toEqual({ signature: 'cms-altered' });
  });

  test('fails when the gap is widened to hide text beside the signature', async () => {
    const file = edited((bytes) => {
      const text = bytes.toString('latin1');
      const found = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text);
      const wider = `/ByteRange [0 ${Number(found?.[1]) - 10} ${found?.[2]} ${found?.[3]}]`;
      bytes.write(wider, found?.index ?? 0, 'latin1');
    });
    expect(wrong(await judged(file))).toMatchObject({ 'byte-range': 'byte-range-gap' });
  });

  test.each([
    ['numbers beyond the file', '[0 99999999999999 999999999999999 9]'],
    ['numbers beyond a double', '[0 9999999999999999999999 9 9]'],
    ['a negative number', '[0 -5 60000 33000]'],
    ['three numbers', '[0 60000 93000]'],
    ['no numbers', '[/a /b /c /d]'],
    ['not starting at zero', '[1 60000 93000 200]'],
    ['a nest of arrays', '[[[[[[[[[[[[[[[[[[[['],
  ])('fails a /ByteRange with %s', async (_, range) => {
    const file = edited((bytes) => {
      const at = bytes.indexOf('/ByteRange [', 0, 'latin1') + '/ByteRange '.length;
      bytes.write(range.padEnd(40, ' '), at, 'latin1');
    });
    expect((await judged(file)).verdict).toBe('failed');
  });

  test('fails a second signature dictionary, wherever it stands', async () => {
    const file = Buffer.concat([
      pdf,
      Buffer.from('\n9 0 obj << /ByteRange [0 1 2 3] /Contents <00> >> endobj\n'),
    ]);
    expect(wrong(await judged(file))).toMatchObject({ signed: 'several-signatures' });
  });

  test('fails the signature of one receipt moved into another', async () => {
    const [first, second] = signatureParts(pdf).hole;
    const made = await composeReceipt(typicalContent({ purpose: '办理登记' }), {
      font: FONT,
      rareFont: noRareFont,
      composedAt: NOW,
    });
    const other = await sealPdf(made.ok ? made.value : pdf, bench.token, {
      signedAt: NOW,
      reason: '',
      place: '',
    });
    const target = Buffer.from(other.ok ? other.value : pdf);
    const hole = signatureParts(target).hole;
    Buffer.from(pdf).copy(target, hole[0], first, second);
    expect(wrong(await judged(target))).toEqual({ digest: 'digest-mismatch' });
  });

  test('fails a signature that another key made under this certificate', async () => {
    const { token, root } = await tokenOf({}, {});
    const other = await tokenOf({}, {});
    const swapped: SealToken = { ...token, sign: other.token.sign };
    expect(wrong(await judged(await sealedWith(swapped), [root]))).toEqual({
      signature: 'signature-mismatch',
    });
  });
});

describe('another certificate for the same key', () => {
  test('fails when put in place of the signer: the signature names its own', async () => {
    const { publicKey } = new X509Certificate(bench.chain[0] ?? new Uint8Array());
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const subject = { commonName: '另一个印章' };
    const other = await bench.authority.issue({
      usage: 'seal',
      publicKey: spki,
      subject,
      days: 10,
      now: NOW,
    });
    const chains = [bench.chain, other ?? []];
    // Names the first certificate in the signed bytes and encloses the second.
    const swapping: SealToken = {
      ...bench.token,
      get chain() {
        return chains.length > 1 ? (chains.shift() ?? []) : (chains[0] ?? []);
      },
    };
    expect(wrong(await judged(await sealedWith(swapping)))).toEqual({
      'signing-certificate': 'certificate-swapped',
    });
  });
});

describe('what is no sealed receipt', () => {
  test('fails an unsigned PDF with the reason', async () => {
    expect(wrong(await judged(unsigned))).toMatchObject({ signed: 'unsigned' });
    expect((await judged(unsigned)).verdict).toBe('failed');
  });

  test('refuses what is no PDF', async () => {
    for (const file of [new Uint8Array(), Buffer.from('GIF89a'), Buffer.from('%PDF')]) {
      const made = await verifyReceipt(file, { trust: [], now: NOW });
      expect(made.ok ? null : made.failure).toMatchObject({
        code: 'RECEIPT_FILE_UNREADABLE',
        details: { why: 'not-pdf' },
      });
    }
  });
});
