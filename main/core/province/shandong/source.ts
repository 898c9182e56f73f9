import type { z } from 'zod';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Holder } from '../../../contract/flow/grant';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { LicenceSource } from '../../../contract/ports/licence-source';
import { LicenceFile } from '../../../contract/province/licences';
import { GrantAnswer, type GrantRequest, LicenceContent, UseCause } from '../../../contract/province/wire';
import { hallTime, hasCreditCodeForm, hasIdentityNumberForm } from '../../base';
import { parseStrictly } from '../json';
import type { Transport } from '../transport';
import { IDENTIFIER_KEYS, type TypeMapping } from './elements';
import { type CertInfo, dayOf, fieldOf, type MunicipalAsk, municipalAsk, statusOf, textOf } from './messages';

/** A grant as this workstation notes it down: the interface knows none. */
interface Grant {
  holder: Holder;
  wanted: TypeMapping[];
  expiresAt: number;
}

const GRANT_LIFE_MS = 30 * 60_000;
const PERSON = '111';
const ENTERPRISE = '001';

/**
 * Licences by the municipal sharing interface (POST of head and data, useCause mandatory). What that interface has is used:
 * by holder, by identifier, by shown code, verification of what was found, and the licence file for its issuer's
 * signature. What it has not fails with PROVINCE_NOT_OFFERED: it cannot say whose a code is without giving the licences
 * away. It keeps no grants: a grant is this workstation's own note, gone with the process (LICENCE_GRANT_EXPIRED).
 */
export function shandongSource(options: {
  transport: Transport;
  access: { accessId: string; accessToken: string };
  types: readonly TypeMapping[];
  clock: Clock;
  ids: Ids;
}): LicenceSource {
  const { clock, ids, types } = options;
  const ask = municipalAsk(options.transport, options.access);
  const grants = new Map<string, Grant>();
  const today = () => hallTime(clock.now()).day;

  function grantOf(grantRef: string): Result<Grant> {
    const grant = grants.get(grantRef);
    if (grant && clock.now() < grant.expiresAt) return { ok: true, value: grant };
    grants.delete(grantRef);
    return fail('LICENCE_GRANT_EXPIRED');
  }

  return {
    verifyCode: async () => fail('PROVINCE_NOT_OFFERED', { operation: 'verifyCode' }),
    async obtainGrant({ evidence, reference, wanted }) {
      const useCause = UseCause.safeParse(reference.useCause);
      if (!useCause.success) return fail('PROVINCE_REFUSED', { why: 'use-cause' });
      const known = types.filter(({ typeSeq }) => wanted.some((each) => each.typeSeq === typeSeq));
      const holder = await holderBy(ask, evidence, useCause.data);
      if (!holder.ok) return holder;
      const grantRef = `SD-${ids.next()}`;
      const expiresAt = clock.now() + GRANT_LIFE_MS;
      grants.set(grantRef, { holder: holder.value, wanted: known, expiresAt });
      const allowed = known.map(({ typeSeq }) => typeSeq);
      const withheld = wanted.map(({ typeSeq }) => typeSeq).filter((seq) => !allowed.includes(seq));
      const answer = GrantAnswer.safeParse({ grantRef, holder: holder.value, expiresAt, allowed, withheld });
      return answer.success
        ? { ok: true, value: answer.data }
        : fail('PROVINCE_ANSWER_INVALID', { why: 'holder' });
    },
    recogniseLicence: async () => fail('PROVINCE_NOT_OFFERED', { operation: 'recogniseLicence' }),
    async listLicences(grantRef, reference, library) {
      // The interface is the city's own: what the nation keeps is not behind it.
      if (library?.level === 'nation') return fail('PROVINCE_NOT_OFFERED', { operation: 'listLicences' });
      const grant = grantOf(grantRef);
      if (!grant.ok) return grant;
      const { holder, wanted } = grant.value;
      const licences = [];
      for (const type of wanted) {
        const found = await ask('/queryCertInfoByHolderCode', {
          holderCode: holder.code,
          holderTypeCode: holder.kind === 'person' ? PERSON : ENTERPRISE,
          certTypeCode: type.certTypeCode,
          useCause: reference.useCause,
        });
        if (!found.ok) return found;
        for (const info of found.value) {
          const licenceId = fieldOf(info, 'licenceId');
          if (licenceId === '') return fail('PROVINCE_ANSWER_INVALID', { why: 'identifier' });
          licences.push({
            licenceId,
            typeSeq: type.typeSeq,
            name: fieldOf(info, 'name'),
            issuer: fieldOf(info, 'issuer'),
            status: statusOf(info, today()),
            validTo: dayOf(fieldOf(info, 'validTo')),
          });
        }
      }
      return { ok: true, value: { licences } };
    },
    async fetchLicence({ grantRef, licenceId, elements, reference }) {
      const grant = grantOf(grantRef);
      if (!grant.ok) return grant;
      const { useCause } = reference;
      const named = Object.fromEntries(IDENTIFIER_KEYS.map((key) => [key, licenceId]));
      const found = await ask('/queryCertInfo', { ...named, useCause });
      if (!found.ok) return found;
      const [info] = found.value;
      if (info === undefined) return fail('LICENCE_NOT_FOUND');
      const type = grant.value.wanted.find(({ certTypeCode }) => certTypeCode === fieldOf(info, 'typeCode'));
      if (type === undefined) return fail('LICENCE_GRANT_REFUSED');
      const content = contentOf(info, type, elements, today());
      if (content === null) return fail('PROVINCE_ANSWER_INVALID', { why: 'fields' });
      if (content.licenceId !== licenceId) return fail('PROVINCE_ANSWER_INVALID', { why: 'other' });
      const confirmed = await confirm(content, type, useCause);
      if (!confirmed.ok) return confirmed;
      const copy = { fileType: 'ofd', certificateCopyCause: useCause };
      const file = await ask('/downloadFile', { ...named, ...copy, useCause });
      if (!file.ok && file.failure.code !== 'PROVINCE_REFUSED') return file;
      const signed = signedIn(file.ok ? file.value[0] : undefined);
      if (typeof signed === 'string')
        return { ok: true, value: { content, signature: '', certificate: '', notReadable: signed } };
      return signed.content.licenceId === licenceId && signed.content.typeSeq === type.typeSeq
        ? { ok: true, value: signed }
        : fail('PROVINCE_ANSWER_INVALID', { why: 'other' });
    },
  };

  /** What the platform itself says of the licence it has just given. LICENCE_SIGNATURE_WRONG where it does not stand by it. */
  async function confirm(
    content: LicenceContent,
    type: TypeMapping,
    useCause: string,
  ): Promise<Result<null>> {
    const { holderCode, holderName: holder, number: certNo } = content;
    const answer = await ask('/verifyCertInfo', {
      certTypeCode: type.certTypeCode,
      certData: { holderCode, holder, certNo },
      useCause,
    });
    if (!answer.ok)
      return answer.failure.code === 'PROVINCE_REFUSED' ? fail('LICENCE_SIGNATURE_WRONG') : answer;
    const result = answer.value[0]?.result;
    return result === 'passed' || result === true
      ? { ok: true, value: null }
      : fail('LICENCE_SIGNATURE_WRONG');
  }
}

/**
 * The licence file where it is one this workstation can judge (its issuer's signature in it). An OFD package (GB/T 33190)
 * is a ZIP with seals of its own (GM/T 0031, SM2 with SM3), which nothing here verifies: `not-readable`, as is anything else.
 */
function signedIn(info: CertInfo | undefined): z.infer<typeof LicenceFile> | 'not-readable' | 'no-file' {
  const bytes = Buffer.from(textOf(info?.content), 'base64');
  if (bytes.length === 0) return 'no-file';
  const read = LicenceFile.safeParse(parseStrictly(bytes.toString('utf8')));
  return read.success ? read.data : 'not-readable';
}

/** A card says itself whose it is; a shown code is told by the licences found with it. The code may be used up by the question. */
async function holderBy(
  ask: MunicipalAsk,
  evidence: z.infer<typeof GrantRequest>['evidence'],
  useCause: string,
): Promise<Result<Holder>> {
  if (evidence.kind === 'id-card') {
    const { number: code, name } = evidence;
    return { ok: true, value: { kind: 'person', name, code, codeType: PERSON } };
  }
  if (evidence.kind === 'enterprise-agent')
    return fail('PROVINCE_NOT_OFFERED', { operation: 'enterprise-agent' });
  const found = await ask('/queryCertInfoByQRcode', { qrcode: evidence.code, useCause }, false);
  if (!found.ok) return found.failure.code === 'PROVINCE_REFUSED' ? fail('LICENCE_CODE_REFUSED') : found;
  const [info] = found.value;
  if (info === undefined) return fail('LICENCE_HOLDER_UNKNOWN');
  const [name, code] = [fieldOf(info, 'holderName'), fieldOf(info, 'holderCode')];
  const told = fieldOf(info, 'holderCodeType');
  // Both have eighteen characters; where nobody says what it is, the form of an identity number is the narrower one.
  const isPerson = told === '' ? hasIdentityNumberForm(code) || !hasCreditCodeForm(code) : told === PERSON;
  return {
    ok: true,
    value: isPerson
      ? { kind: 'person', name, code, codeType: PERSON }
      : { kind: 'enterprise', name, code, codeType: ENTERPRISE },
  };
}

/** Only the elements that were asked for; those without a name on the other side are left out, and stay open in the form. */
function contentOf(
  info: CertInfo,
  type: TypeMapping,
  asked: readonly string[],
  today: string,
): LicenceContent | null {
  const elements = asked.flatMap((element) => {
    const name = type.elements[element];
    const value = name === undefined ? '' : textOf(info[name]);
    return value === '' ? [] : [[element, value] as const];
  });
  const read = LicenceContent.safeParse({
    licenceId: fieldOf(info, 'licenceId'),
    typeSeq: type.typeSeq,
    name: fieldOf(info, 'name'),
    issuer: fieldOf(info, 'issuer'),
    number: fieldOf(info, 'number'),
    holderName: fieldOf(info, 'holderName'),
    holderCode: fieldOf(info, 'holderCode'),
    status: statusOf(info, today),
    validFrom: dayOf(fieldOf(info, 'validFrom')) ?? '',
    validTo: dayOf(fieldOf(info, 'validTo')),
    elements: Object.fromEntries(elements),
  });
  return read.success ? read.data : null;
}
