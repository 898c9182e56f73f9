/** The client against the reference province itself: the two ends of one interface. */
import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../../../fixtures/people';
import { type Province, startProvince } from '../../../../fixtures/province';
import type { Result } from '../../../../main/contract/failures/failure';
import type { ReceiptParcel } from '../../../../main/contract/province/wire';
import type { ProvinceClient } from '../../../../main/core/province';
import { clientOf } from './service';

let province: Province;
let client: ProvinceClient;

beforeEach(async () => {
  province = await startProvince();
  client = clientOf(province.url);
  const started = province;
  onTestFinished(() => started.stop());
});

const reference = {
  caseId: randomUUID(),
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  useCause: '办理样例事项',
};
const [person] = people;
if (!person) throw new Error('nobody lives in the training world');
const wanted = [{ typeSeq: 1, elements: ['name', 'sex'] }];

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code);

function parcel(text = 'one', receiptId: string = randomUUID()): Uint8Array {
  const pdf = Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`);
  const body: ReceiptParcel = {
    receiptId,
    caseId: reference.caseId,
    number: `鲁免证受〔2026〕${receiptId.slice(0, 8)}`,
    itemSeq: 37,
    windowNo: 'A08',
    clerk: '370102-01',
    grantRef: 'G-1',
    sealedAt: 1_790_000_000_000,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    auditHead: '0'.repeat(64),
    auditSeq: 7,
    training: true,
    form: [{ key: 'name', label: '姓名', value: '周明远', source: 'licence:L-1' }],
    materials: [],
    pdf: pdf.toString('base64'),
  };
  return Buffer.from(JSON.stringify(body));
}

function shownCode(lifeMs = 60_000): string {
  const issued = province.issueCode(person?.id ?? '', lifeMs);
  if (!issued) throw new Error('no code');
  return issued.code;
}

describe('grants and licences', () => {
  it('are had for a code that is shown once', async () => {
    const code = shownCode();
    expect(must(await client.verifyCode(code, reference)).holder.code).toBe(person.number);
    const evidence = { kind: 'shown-code', code } as const;
    const grant = must(await client.obtainGrant({ reference, evidence, wanted }));
    expect(grant.allowed).toEqual([1]);
    const [listed] = must(await client.listLicences(grant.grantRef, reference)).licences;
    const { content } = must(
      await client.fetchLicence({
        grantRef: grant.grantRef,
        licenceId: listed?.licenceId ?? '',
        elements: ['name'],
        reference,
      }),
    );
    expect(content.elements).toEqual({ name: person.name });
    expect(codeOf(await client.verifyCode(code, reference))).toBe('LICENCE_CODE_USED');
    expect(codeOf(await client.obtainGrant({ reference, evidence, wanted }))).toBe('LICENCE_CODE_USED');
  });

  it('are refused for a code that nobody issued, and for one out of time', async () => {
    expect(codeOf(await client.verifyCode('LT1.madeup', reference))).toBe('LICENCE_CODE_REFUSED');
    expect(codeOf(await client.verifyCode(shownCode(-1), reference))).toBe('LICENCE_CODE_EXPIRED');
  });

  it('are refused for a number nobody has, and for a card in another name', async () => {
    const ask = (number: string, name: string) =>
      client.obtainGrant({ reference, evidence: { kind: 'id-card', number, name }, wanted });
    expect(codeOf(await ask('370199190001010000', '某人'))).toBe('LICENCE_HOLDER_UNKNOWN');
    expect(codeOf(await ask(person.number, '某人'))).toBe('LICENCE_HOLDER_MISMATCH');
    expect(codeOf(await ask(person.number, person.name))).toBe('ok');
  });

  it('are refused outside what was granted', async () => {
    const evidence = { kind: 'id-card', number: person.number, name: person.name } as const;
    const { grantRef } = must(await client.obtainGrant({ reference, evidence, wanted }));
    const licenceId = must(await client.listLicences(grantRef, reference)).licences[0]?.licenceId ?? '';
    const fetch = (changed: object) =>
      client.fetchLicence({ grantRef, licenceId, elements: ['name'], reference, ...changed });
    expect(codeOf(await fetch({ elements: ['address'] }))).toBe('LICENCE_GRANT_REFUSED');
    expect(codeOf(await fetch({ licenceId: 'nothing' }))).toBe('LICENCE_NOT_FOUND');
    expect(codeOf(await fetch({ grantRef: 'G-0' }))).toBe('LICENCE_GRANT_MISSING');
    expect(codeOf(await fetch({ reference: { ...reference, caseId: randomUUID() } }))).toBe(
      'LICENCE_GRANT_REFUSED',
    );
  });
});

describe('clerks and seals', () => {
  it('knows the training account and refuses a wrong secret', async () => {
    const { account, secret, name } = province.account;
    expect(must(await client.signIn({ account, secret }))).toEqual({ account, name, role: 'clerk' });
    expect(codeOf(await client.signIn({ account, secret: `${secret}.` }))).toBe('CLERK_REFUSED');
  });

  it('refuses a seal request that is none', async () => {
    const asked = await client.enrolSeal({ hallName: '样例大厅', windowNo: 'A08', csr: 'AAAA' });
    expect(codeOf(asked)).toBe('PROVINCE_REFUSED');
  });

  it('is healthy', async () => {
    expect(must(await client.health()).latencyMs).toBeGreaterThanOrEqual(0);
  });
});

describe('receipts', () => {
  it('are taken once, known the second time, and refused with another content', async () => {
    const receiptId = randomUUID();
    const first = must(await client.deliverParcel(parcel('one', receiptId)));
    expect(first.duplicate).toBe(false);
    const again = must(await client.deliverParcel(parcel('one', receiptId)));
    expect(again).toEqual({ ...first, duplicate: true });
    expect(codeOf(await client.deliverParcel(parcel('two', receiptId)))).toBe('PROVINCE_CONFLICT');
  });

  it('whose answer was lost are known when they come again', async () => {
    province.addFault({ mode: 'drop-after', count: 1, path: '/v1/receipts' });
    const body = parcel();
    expect(codeOf(await client.deliverParcel(body))).toBe('PROVINCE_UNREACHABLE');
    expect(must(await client.deliverParcel(body)).duplicate).toBe(true);
  });

  it('that met a busy province come with the time it asked for', async () => {
    province.addFault({ mode: 'refuse-503', count: 1, retryAfterSeconds: 9 });
    expect(await client.deliverParcel(parcel())).toMatchObject({
      failure: { code: 'PROVINCE_BUSY', details: { retryAfterMs: 9_000 } },
    });
  });

  it('whose answer arrived in half are tried again', async () => {
    province.addFault({ mode: 'truncate', count: 1 });
    expect(await client.deliverParcel(parcel())).toMatchObject({
      failure: { code: 'PROVINCE_ANSWER_INVALID', retry: 'automatic' },
    });
  });
});
