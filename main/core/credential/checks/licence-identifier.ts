/** Root of every electronic licence identifier (GB/T 36904). */
export const LICENCE_ROOT = '1.2.156.3005.2.';

const PARTS = /^([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/;

/**
 * Is it a licence identifier (type, issuer, serial, version, check) whose check character fits (ISO 7064 MOD 37,36 over
 * the parts without dots and root)? Published identifiers with a wrong one exist: a reason to warn, never to refuse.
 */
export function licenceIdentifierCheck(identifier: string): boolean {
  if (!identifier.startsWith(LICENCE_ROOT)) return false;
  const parts = PARTS.exec(identifier.slice(LICENCE_ROOT.length));
  if (!parts) return false;
  const [, type, issuer, serial, version, check] = parts;
  let product = 36;
  for (const character of `${type}${issuer}${serial}${version}`) {
    const sum = (product + Number.parseInt(character, 36)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  const expected = (37 - product) % 36;
  return expected.toString(36).toUpperCase() === check;
}
