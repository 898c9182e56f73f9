import { beforeAll, describe, expect, test } from 'vitest';
import { composeReceipt, sealPdf, verifyReceipt } from '../../../../main/core/receipt';
import { createJudges } from './judges';
import { extremeContent, FONT, NOW, noRareFont, type SealBench, sealBench, typicalContent } from './sample';

let bench: SealBench;
beforeAll(async () => {
  bench = await sealBench();
});

async function sealed(content = typicalContent()): Promise<Buffer> {
  const made = await composeReceipt(content, { font: FONT, rareFont: noRareFont, composedAt: NOW });
  const done = made.ok
    ? await sealPdf(made.value, bench.token, { signedAt: NOW, reason: '', place: '' })
    : made;
  if (!done.ok) throw new Error(done.failure.code);
  return Buffer.from(done.value);
}

async function judged(file: Uint8Array) {
  const made = await verifyReceipt(file, { trust: [bench.authority.caCertificate], now: NOW });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

describe('the place in the record of operations that a receipt was sealed at', () => {
  test('is in the sealed file whole, and on each page as far as an eye compares it', async () => {
    const content = extremeContent();
    const { number, auditPlace } = content;
    const pdf = await sealed(content);
    expect(await judged(pdf)).toMatchObject({ verdict: 'passed', record: { number, ...auditPlace } });
    const judges = createJudges('');
    const pages = judges.text(pdf).split('\f').filter(Boolean);
    judges.dispose();
    for (const page of pages)
      expect(page).toContain(`窗口操作记录：第${auditPlace.seq}条校验值${auditPlace.head.slice(0, 16)}`);
  });

  test('cannot be changed without the verdict', async () => {
    const pdf = await sealed();
    const other = Buffer.from(pdf);
    const at = other.indexOf('<hall:auditHead>') + '<hall:auditHead>'.length;
    other.write('0'.repeat(64), at, 'latin1');
    expect(await judged(other)).toMatchObject({ verdict: 'failed', record: { head: '0'.repeat(64) } });
  });

  test('is none where a file says none, two, or something else', async () => {
    const pdf = await sealed();
    const [from, to] = [pdf.indexOf('<rdf:Description rdf:about="" xmlns:hall='), pdf.indexOf('</rdf:RDF>')];
    const said = pdf.subarray(from, to);
    expect((await judged(Buffer.concat([pdf, said]))).record).toBeNull();
    const changed = (was: string, is: string) =>
      Buffer.from(pdf.toString('latin1').replace(was, is), 'latin1');
    expect((await judged(changed('xmlns:hall', 'xmlns:gate'))).record).toBeNull();
    expect((await judged(changed('<hall:auditSeq>1204', '<hall:auditSeq>12 4'))).record).toBeNull();
    expect((await judged(changed('<hall:auditHead>9f', '<hall:auditHead>9F'))).record).toBeNull();
  });
});
