import { X509Certificate } from 'node:crypto';
import type { JointSeal } from '../../contract/catalogue/types';
import type { CheckReason, SealFact, Verdict } from '../../contract/flow/grant';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import type { LicenceSeal, SealLevel } from '../../contract/province/seals';
import { canonicalJson, type LicenceContent } from '../../contract/province/wire';
import { fromBase64, sha256 } from '../base';
import { issuerNow, issuerStanding } from './issuers';
import { commonName, isIssuerKey, isSignedUnder, isUnderRoot } from './signature';

type SealCheck = SealFact['checks'][number];

interface SealContext {
  content: LicenceContent;
  /** Of the whole content; what a seal is bound to. */
  sha256: string;
  roots: readonly Uint8Array[];
  now: number;
  /** Issuing departments of the type, joined by 、. */
  departments: string;
  /** Seals that every licence of the type bears, its issuer's among them. */
  demanded: readonly JointSeal[];
}

/** Clocks of the province and of the hall may differ. */
const CLOCK_LEEWAY_MS = 10 * 60_000;

const check = (name: SealCheck['name'], verdict: Verdict, why?: CheckReason): SealCheck =>
  why === undefined ? { name, verdict } : { name, verdict, why };

/** `failed` beats `undetermined` beats `passed`. */
function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.every((each) => each === 'passed') ? 'passed' : 'undetermined';
}

const factOf = (body: string, level: SealFact['level'], checks: SealCheck[]): SealFact => ({
  body,
  level,
  checks,
  verdict: worst(checks.map((each) => each.verdict)),
});

/** The level a body's name tells: 山东省…厅, 济南市…局, 济南市样例区…局; null where it names no place. */
export function levelOf(body: string): SealLevel | null {
  if (/^(中华人民共和国|国家)/.test(body)) return 'national';
  const inProvince = body.replace(/^[^省市县区]{2,3}省|^[^省市县区]{2,6}自治区/, '');
  if (/^[^市州盟县区旗]{1,8}(自治州|市|州|盟|地区)[^市县区旗]{1,8}[市县区旗]/.test(inProvince))
    return 'county';
  if (/^(北京|天津|上海|重庆)市/.test(body)) return 'province';
  if (/^[^市州盟县区旗]{1,8}(自治州|市|州|盟|地区)/.test(inProvince)) return 'city';
  if (/^[^市县区旗]{1,8}[县区旗]/.test(inProvince)) return 'county';
  return inProvince === body ? null : 'province';
}

/** Is this a body that can give the seal which the type demands? */
function fits(demand: JointSeal, body: string, level: SealLevel): boolean {
  const standing = issuerStanding(body, demand.department, '');
  return demand.level === level && (standing === 'competent' || standing === 'successor');
}

/** The document has to name the body, and the body has to be of a department that seals this type, on its own level. */
function competence({ body, level }: LicenceSeal['statement'], context: SealContext): SealCheck {
  const { content, demanded, departments } = context;
  const isNamed =
    body === content.issuer ||
    content.jointly?.some((each) => each.body === body && each.level === level) === true;
  const isDemanded = demanded.some((demand) => fits(demand, body, level));
  if (!isNamed && !isDemanded) return check('competence', 'failed', 'body-not-named');
  const told = levelOf(body);
  if (told !== null && told !== level) return check('competence', 'failed', 'other-level');
  if (isDemanded) return check('competence', 'passed');
  const among = [departments, ...demanded.map((each) => each.department)].join('、');
  const standing = issuerStanding(body, among, content.validFrom);
  if (standing === 'not-competent') return check('competence', 'failed', 'issuer-not-competent');
  if (standing === 'abolished') return check('competence', 'failed', 'issuer-abolished');
  if (standing === 'unknown') return check('competence', 'undetermined', 'issuer-unknown');
  return check('competence', 'passed');
}

function status({ state }: LicenceSeal): SealCheck {
  if (state === 'withdrawn') return check('status', 'failed', 'seal-withdrawn');
  return state === 'unknown'
    ? check('status', 'undetermined', 'seal-state-unknown')
    : check('status', 'passed');
}

/**
 * A seal stays good after its certificate has ended if it was put on before; but when it was put on only the signer says,
 * so that somebody has to look.
 */
function time(certificate: X509Certificate, sealedAt: number, now: number): SealCheck {
  if (sealedAt > now + CLOCK_LEEWAY_MS) return check('time', 'failed', 'sealed-later');
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  // A certificate's instants are whole seconds.
  if (sealedAt < from || sealedAt > to + 999) return check('time', 'failed', 'certificate-not-in-force');
  return now > to + 999 ? check('time', 'undetermined', 'certificate-ended') : check('time', 'passed');
}

function chain(certificate: X509Certificate, body: string, roots: readonly Uint8Array[]): SealCheck {
  if (roots.length === 0) return check('certificate', 'undetermined', 'no-root');
  if (!isUnderRoot(certificate, roots) || !isIssuerKey(certificate.publicKey))
    return check('certificate', 'failed', 'not-trusted');
  return [body, issuerNow(body)].includes(commonName(certificate) ?? '')
    ? check('certificate', 'passed')
    : check('certificate', 'failed', 'certificate-of-other');
}

function signed(certificate: X509Certificate, seal: LicenceSeal, digest: string): SealCheck {
  if (!isSignedUnder(certificate, seal.statement, seal.signature))
    return check('signature', 'failed', 'bad-signature');
  return seal.statement.sha256 === digest
    ? check('signature', 'passed')
    : check('signature', 'failed', 'other-document');
}

function judgeSeal(seal: LicenceSeal, context: SealContext): SealFact {
  const { statement } = seal;
  const checks: SealCheck[] = [check('present', 'passed')];
  try {
    const certificate = new X509Certificate(fromBase64(seal.certificate));
    checks.push(signed(certificate, seal, context.sha256));
    checks.push(chain(certificate, statement.body, context.roots));
    checks.push(time(certificate, statement.sealedAt, context.now));
  } catch {
    // Anything that is not a certificate or a signature was not made by a body that seals.
    checks.push(check('signature', 'failed', 'bad-signature'));
  }
  checks.push(status(seal), competence(statement, context));
  return factOf(statement.body, statement.level, checks);
}

const missing = (body: string, level: SealLevel): SealFact =>
  factOf(body, level, [check('present', 'failed', 'seal-missing')]);

/** One line a body: of two seals of the same body the worse one counts, and never as two. */
function oncePerBody(seals: readonly SealFact[]): SealFact[] {
  const rank: Record<Verdict, number> = { failed: 0, undetermined: 1, passed: 2 };
  const byBody = new Map<string, SealFact>();
  for (const seal of seals) {
    const key = issuerNow(seal.body);
    const known = byBody.get(key);
    if (!known || rank[seal.verdict] < rank[known.verdict]) byBody.set(key, seal);
  }
  return [...byBody.values()];
}

/** Demands that no seal meets; one seal meets one demand. */
function unmet(demanded: readonly JointSeal[], seals: readonly SealFact[]): JointSeal[] {
  const free = [...seals];
  return demanded.filter((demand) => {
    const at = free.findIndex(({ body, level }) => level !== null && fits(demand, body, level));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
}

/**
 * The seals of a jointly sealed document (R71), one line a body: its issuer's, the others that are there, each judged on its
 * own, and those that the document or its type names and that are not there. None where nobody else has to seal it and
 * nobody has. A seal that nobody asked for is judged like the others: it says something of the document that is not so.
 */
export function judgeSeals(
  { content, seals = [], notReadable }: FetchedLicence,
  about: Pick<SealContext, 'roots' | 'now' | 'departments' | 'demanded'> & {
    /** How the issuer's own signature and competence were judged. */
    issuer: SealCheck[];
  },
): SealFact[] {
  const named = content.jointly ?? [];
  if (seals.length === 0 && named.length === 0 && about.demanded.length === 0) return [];
  const issuer = factOf(content.issuer, levelOf(content.issuer), about.issuer);
  if (notReadable) {
    const unread = check('present', 'undetermined', notReadable);
    return [
      issuer,
      ...unmet(about.demanded, [issuer]).map((each) => factOf(each.department, each.level, [unread])),
    ];
  }
  const context: SealContext = { ...about, content, sha256: sha256(canonicalJson(content)) };
  const judged = oncePerBody([issuer, ...seals.map((seal) => judgeSeal(seal, context))]);
  const isThere = (body: string) => judged.some((seal) => issuerNow(seal.body) === issuerNow(body));
  const absent = named.filter((each) => !isThere(each.body)).map((each) => missing(each.body, each.level));
  const all = [...judged, ...absent];
  return [...all, ...unmet(about.demanded, all).map((each) => missing(each.department, each.level))];
}

/** The whole: one failed seal fails all, one that cannot be judged keeps the whole from passing; and for what reason. */
export function sealsVerdict(seals: readonly SealFact[]): { verdict: Verdict; why?: CheckReason } {
  const verdict = worst(seals.map((seal) => seal.verdict));
  const decisive = seals.flatMap((seal) => seal.checks).find((each) => each.verdict === verdict && each.why);
  return verdict === 'passed' || decisive?.why === undefined ? { verdict } : { verdict, why: decisive.why };
}
