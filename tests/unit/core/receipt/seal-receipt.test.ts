import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../main/contract/ports/clock';
import { sealReceipt } from '../../../../main/core/receipt';
import { createJudges, type Judges } from './judges';
import {
  DAY_MS,
  extremeContent,
  FONT,
  NOW,
  noRareFont,
  type SealBench,
  sealBench,
  typicalContent,
} from './sample';

let bench: SealBench;
let judges: Judges;
beforeAll(async () => {
  bench = await sealBench();
  judges = createJudges(bench.authority.caPem);
});
afterAll(() => judges.dispose());

const clockAt = (now: number): Clock => ({ now: () => now, after: () => () => undefined });

describe('sealReceipt', () => {
  test('hands out a sealed file with its hash, size, time and signer', async () => {
    const sealed = await sealReceipt({
      content: typicalContent(),
      token: bench.token,
      font: FONT,
      rareFont: noRareFont,
      clock: clockAt(NOW),
    });
    if (!sealed.ok) throw new Error(sealed.failure.code);
    const { pdf, sha256, size, sealedAt, signer } = sealed.value;
    expect(sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    expect(size).toBe(pdf.length);
    expect(sealedAt).toBe(NOW);
    expect(signer).toEqual({ subject: bench.token.subject, notAfter: bench.token.notAfter });
    expect(judges.pdfsig(pdf)).toContain('Certificate is Trusted.');
    expect(judges.text(pdf)).toContain('受理通知书');
  });

  test('seals the longest receipt as well', async () => {
    const sealed = await sealReceipt({
      content: extremeContent(),
      token: bench.token,
      font: FONT,
      rareFont: noRareFont,
      clock: clockAt(NOW),
    });
    expect(judges.pdfsig(sealed.ok ? sealed.value.pdf : new Uint8Array())).toContain('Total document signed');
  });

  test('hands out nothing when the token signs wrongly', async () => {
    const token = { ...bench.token, sign: async () => new Uint8Array(256).fill(7) };
    const sealed = await sealReceipt({
      content: typicalContent(),
      token,
      font: FONT,
      rareFont: noRareFont,
      clock: clockAt(NOW),
    });
    expect(sealed.ok ? null : sealed.failure).toMatchObject({
      code: 'RECEIPT_SEAL_FAILED',
      details: { why: 'signature-mismatch' },
    });
  });

  test('hands out nothing under a seal that has run out', async () => {
    const clock = clockAt(NOW + 400 * DAY_MS);
    const sealed = await sealReceipt({
      content: typicalContent(),
      token: bench.token,
      font: FONT,
      rareFont: noRareFont,
      clock,
    });
    expect(sealed.ok ? '' : sealed.failure.code).toBe('RECEIPT_SEAL_EXPIRED');
  });
});
