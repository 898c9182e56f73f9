/** Licences by the municipal sharing interface, beside the province's own for everything else. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { type Province, startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { municipalLine, shandongSource } from '../../main/core/province';
import { must } from '../support/office';

const REFERENCE = {
  caseId: systemIds.next(),
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  useCause: '办理“经济困难老年人补贴”',
};
const IDENTITY_SEQ = 1;
const person = people.find(({ id }) => id === 'p01');
const NUMBER = person?.number ?? '';

async function municipal(): Promise<Province> {
  const province = await startProvince({ admin: true, shandong: true });
  onTestFinished(() => province.stop());
  return province;
}

/** Their code of our first type, as it stands in the identifier of anybody's licence of it. */
async function identityType(province: Province, ask: typeof fetch): Promise<string> {
  const answer = await ask(`${province.url}/queryCertInfoByQRcode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      head: province.shandongAccess,
      data: { qrcode: province.issueCode('p01', 60_000)?.code, useCause: REFERENCE.useCause },
    }),
  });
  const { data } = (await answer.json()) as {
    data: { certInfos: { certNo: string; certTypeCode: string }[] };
  };
  return data.certInfos.find(({ certNo }) => certNo === NUMBER)?.certTypeCode ?? '';
}

async function sourceOf(province: Province) {
  const line = municipalLine({ baseUrl: province.url, root: null, clock: systemClock, ids: systemIds });
  onTestFinished(line.close);
  const certTypeCode = await identityType(province, fetch);
  return shandongSource({
    transport: line.send,
    access: province.shandongAccess ?? { accessId: '', accessToken: '' },
    types: [{ typeSeq: IDENTITY_SEQ, certTypeCode, elements: {} }],
    clock: systemClock,
    ids: systemIds,
  });
}

const wanted = [{ typeSeq: IDENTITY_SEQ, elements: ['name'] }];

describe('the municipal interface as the reference province serves it', () => {
  it.each(['id-card', 'shown-code'] as const)(
    'by %s: a grant, a list, and a licence whose issuer’s signature can be judged',
    async (kind) => {
      const province = await municipal();
      const source = await sourceOf(province);
      const evidence =
        kind === 'id-card'
          ? { kind, number: NUMBER, name: person?.name ?? '' }
          : { kind, code: province.issueCode('p01', 60_000)?.code ?? '' };
      const granted = must(await source.obtainGrant({ reference: REFERENCE, evidence, wanted }));
      expect(granted.holder).toMatchObject({ kind: 'person', code: NUMBER });
      const { licences } = must(await source.listLicences(granted.grantRef, REFERENCE));
      expect(licences).toMatchObject([{ typeSeq: IDENTITY_SEQ, status: 'valid' }]);
      const fetched = must(
        await source.fetchLicence({
          grantRef: granted.grantRef,
          licenceId: licences[0]?.licenceId ?? '',
          elements: ['name'],
          reference: REFERENCE,
        }),
      );
      expect(fetched.content.elements.name).toBe(person?.name);
      expect(fetched.signature).not.toBe('');
    },
  );
});
