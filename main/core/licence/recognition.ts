import { X509Certificate } from 'node:crypto';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import { NATION, type Recognition } from '../../contract/province/recognition';
import { canonicalJson, type LicenceContent } from '../../contract/province/wire';
import { fromBase64, sha256 } from '../base';
import type { IssuerStanding } from './issuers';
import {
  commonName,
  isIssuerKey,
  isSignedUnder,
  isUnderRoot,
  type SignatureFact,
  signatureFact,
} from './signature';

const OUR_PROVINCE = '37';

/** Another province issued it, by its own word: that of a body of ours stands under our own roots. */
export function isFromElsewhere(content: LicenceContent): content is LicenceContent & { issuedIn: string } {
  return content.issuedIn !== undefined && !content.issuedIn.startsWith(OUR_PROVINCE);
}

/** The nation has said it, about this very licence, over a certificate that our province has issued to it. */
function isNationsWord(
  { statement, signature, certificate }: Recognition,
  content: LicenceContent,
  { roots, now }: { roots: readonly Uint8Array[]; now: number },
): boolean {
  const isAboutIt =
    statement.licenceId === content.licenceId &&
    statement.sha256 === sha256(canonicalJson(content)) &&
    statement.issuedIn === content.issuedIn &&
    statement.issuer === content.issuer;
  if (!isAboutIt) return false;
  try {
    const nation = new X509Certificate(fromBase64(certificate));
    return (
      commonName(nation) === NATION &&
      Date.parse(nation.validFrom) <= now &&
      now <= Date.parse(nation.validTo) &&
      isUnderRoot(nation, roots) &&
      isIssuerKey(nation.publicKey) &&
      isSignedUnder(nation, statement, signature)
    );
  } catch {
    return false;
  }
}

/**
 * What is so about a licence of another province (R66). Its signature is held against the root that the nation names; its
 * issuer may issue what the nation says it may. While the nation cannot be asked nothing is known, which is not a pass.
 */
export function factsFromNation(
  answer: FetchedLicence,
  about: { recognition?: Recognition | null | undefined; roots: readonly Uint8Array[]; now: number },
): { signature: SignatureFact; standing: IssuerStanding } {
  const { content } = answer;
  const { recognition, now } = about;
  if (!recognition)
    return {
      signature: { verdict: 'undetermined', why: 'nation-unreachable', signedBy: null },
      standing: 'nation-unreachable',
    };
  if (!isNationsWord(recognition, content, about))
    return {
      signature: { verdict: 'failed', why: 'not-recognised', signedBy: null },
      standing: 'not-recognised',
    };
  const { root, typeSeqs } = recognition.statement;
  return {
    signature: signatureFact(answer, [fromBase64(root)], now),
    standing: typeSeqs.includes(content.typeSeq) ? 'recognised' : 'not-competent',
  };
}
