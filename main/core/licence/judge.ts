import type { LicenceType } from '../../contract/catalogue/types';
import type {
  CheckReason,
  Holder,
  LicenceCopy,
  LicenceLibrary,
  SealFact,
  Verdict,
} from '../../contract/flow/grant';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import type { Recognition } from '../../contract/province/recognition';
import { canonicalJson, type LicenceContent } from '../../contract/province/wire';
import { hallTime, sha256 } from '../base';
import { type Answerable, dutiesOf } from './duties';
import { nameDifference, sameCode } from './holder-match';
import { type IssuerStanding, issuerNow, issuerStanding } from './issuers';
import { qualityFaults } from './quality';
import { factsFromNation, isFromElsewhere } from './recognition';
import { judgeSeals, sealsVerdict } from './seals';
import { type SignatureFact, signatureFact } from './signature';

type Check = LicenceCopy['checks'][number];

/** What is so about a fetched licence on this day, before anything is concluded from it. */
interface Facts {
  signature: SignatureFact;
  status: LicenceContent['status'];
  day: 'in-force' | 'not-yet' | 'over';
  standing: IssuerStanding;
  /** The certificate's subject is the issuer, or the body that took its duties over. */
  certificateIsIssuers: boolean | null;
  sameHolder: boolean;
  nameDiffers: ReturnType<typeof nameDifference>;
}

interface JudgeOptions {
  holder: Holder;
  asked: readonly string[];
  /** DER roots that licence issuers are trusted under. */
  roots: readonly Uint8Array[];
  now: number;
  /** Issuing departments of the licence's type, as annex 2 names them, joined by 、. */
  departments: string;
  /** The nation's word on it, where another province issued it; null: the nation could not be asked (R66). */
  recognition?: Recognition | null | undefined;
  /** Where it was found (R65). */
  library?: LicenceLibrary | undefined;
  /** Who answers for its use here and for what is kept of it (R76); left out: no duties are noted. */
  answerable?: Answerable | undefined;
  /** What else its type says of it; left out: nothing. */
  rules?: LicenceRules | undefined;
}

/** What the catalogue says of every licence of a type: who has to seal it, and what its data are like. */
export type LicenceRules = Pick<LicenceType, 'jointSeals' | 'quality'>;

function dayFact({ validFrom, validTo }: LicenceContent, today: string): Facts['day'] {
  if (validFrom !== '' && validFrom > today) return 'not-yet';
  return validTo !== null && validTo < today ? 'over' : 'in-force';
}

function factsOf(answer: FetchedLicence, options: JudgeOptions): Facts {
  const { content } = answer;
  const abroad = isFromElsewhere(content) ? factsFromNation(answer, options) : null;
  const signature = abroad?.signature ?? signatureFact(answer, options.roots, options.now);
  return {
    signature,
    status: content.status,
    day: dayFact(content, hallTime(options.now).day),
    standing: abroad?.standing ?? issuerStanding(content.issuer, options.departments, content.validFrom),
    certificateIsIssuers:
      signature.signedBy === null
        ? null
        : [content.issuer, issuerNow(content.issuer)].includes(signature.signedBy),
    sameHolder: sameCode(content.holderCode, options.holder.code),
    nameDiffers: nameDifference(content.holderName, options.holder.name),
  };
}

const check = (name: Check['name'], verdict: Verdict, why?: CheckReason): Check =>
  why === undefined ? { name, verdict } : { name, verdict, why };

const BY_STANDING: Record<IssuerStanding, readonly [Verdict, CheckReason?]> = {
  competent: ['passed'],
  successor: ['passed', 'successor'],
  abolished: ['failed', 'issuer-abolished'],
  'not-competent': ['failed', 'issuer-not-competent'],
  // A body nobody has listed may be in the right: somebody has to look.
  unknown: ['undetermined', 'issuer-unknown'],
  recognised: ['passed', 'recognised'],
  'not-recognised': ['failed', 'not-recognised'],
  'nation-unreachable': ['undetermined', 'nation-unreachable'],
};

/** Signed under somebody else's certificate is a fault whoever that is; who may issue is asked only then. */
function issuerCheck({ certificateIsIssuers, standing }: Facts): Check {
  if (certificateIsIssuers === false) return check('issuer', 'failed', 'certificate-of-other');
  return check('issuer', ...BY_STANDING[standing]);
}

/**
 * The number says whose licence it is. A name that the chip cut off or that lacks a rare character is the same name; one
 * that is really another (a former name, a slip) is for the department to say (R73).
 */
function holderCheck({ sameHolder, nameDiffers }: Facts): Check {
  if (!sameHolder) return check('holder', 'failed', 'other-holder');
  if (nameDiffers === null) return check('holder', 'passed');
  return check('holder', nameDiffers === 'other-name' ? 'undetermined' : 'passed', nameDiffers);
}

function sealsOf(answer: FetchedLicence, facts: Facts, options: JudgeOptions): SealFact[] {
  const { roots, now, departments, rules } = options;
  const { verdict, why } = issuerCheck(facts);
  const { signature } = facts;
  return judgeSeals(answer, {
    roots,
    now,
    departments,
    demanded: rules?.jointSeals ?? [],
    issuer: [
      { name: 'signature', verdict: signature.verdict, ...(signature.why && { why: signature.why }) },
      { name: 'competence', verdict, ...(why && { why }) },
    ],
  });
}

function checksOf(facts: Facts, seals: readonly SealFact[]): Check[] {
  const joint = sealsVerdict(seals);
  return [
    check('signature', facts.signature.verdict, facts.signature.why),
    check('status', facts.status === 'valid' ? 'passed' : 'failed'),
    check('validity', facts.day === 'in-force' ? 'passed' : 'failed'),
    issuerCheck(facts),
    holderCheck(facts),
    ...(seals.length === 0 ? [] : [check('seals', joint.verdict, joint.why)]),
  ];
}

/** The worst check decides: one failed fails all, one undetermined keeps the whole from passing. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some((each) => each.verdict === 'failed')) return 'failed';
  return checks.every((each) => each.verdict === 'passed') ? 'passed' : 'undetermined';
}

/**
 * Turns a fetched licence into a judged copy (R32, R69, R70): facts, named checks, one verdict. Elements that were not
 * asked for are dropped (R50); those asked for that are not there are named, which is no fault of the licence (R73).
 */
export function judgeLicence(answer: FetchedLicence, options: JudgeOptions): LicenceCopy {
  const { content } = answer;
  const facts = factsOf(answer, options);
  const seals = sealsOf(answer, facts, options);
  const checks = checksOf(facts, seals);
  const asked = new Set(options.asked);
  return {
    licenceId: content.licenceId,
    typeSeq: content.typeSeq,
    name: content.name,
    issuer: content.issuer,
    number: content.number,
    validFrom: content.validFrom,
    validTo: content.validTo,
    elements: Object.fromEntries(Object.entries(content.elements).filter(([key]) => asked.has(key))),
    fetchedAt: options.now,
    sha256: sha256(canonicalJson(content)),
    checks,
    verdict: verdictOf(checks),
    issuerNow: issuerNow(content.issuer),
    missing: [...asked].filter((key) => (content.elements[key] ?? '').trim() === ''),
    correctedAt: content.correctedAt ?? null,
    checkedAt: null,
    ...(options.library && { library: options.library }),
    ...(isFromElsewhere(content) && { issuedIn: content.issuedIn }),
    ...(options.answerable && {
      duties: dutiesOf(content.issuer, options.answerable, options),
    }),
    seals,
    faults: qualityFaults(answer, options.asked, options.rules?.quality),
  };
}

/**
 * The province's later word on the status of a copy (R82): no longer valid fails it, contents changed since they were
 * fetched leave it undetermined until it is fetched again.
 */
export function recheckStatus(
  copy: LicenceCopy,
  told: { status: LicenceContent['status'] | 'unknown'; changedAt: number | null },
  now: number,
): LicenceCopy {
  const changed = told.changedAt !== null && told.changedAt > copy.fetchedAt;
  const status =
    told.status === 'valid'
      ? check('status', changed ? 'undetermined' : 'passed', changed ? 'changed-since' : undefined)
      : check('status', told.status === 'unknown' ? 'undetermined' : 'failed');
  const checks = copy.checks.map((each) => (each.name === 'status' ? status : each));
  return { ...copy, checks, verdict: verdictOf(checks), checkedAt: now };
}
