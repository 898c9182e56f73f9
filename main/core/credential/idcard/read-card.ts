import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { CardCredential, CardDocument, CredentialWarning } from '../../../contract/flow/credential';
import { calendarDay, hasIdentityNumberForm, identityCheckFits } from '../../base';
import { foreignCheckFits, hasForeignNumberForm } from '../checks/foreign-number';
import { type CardFields, DOCUMENT_BY_FLAG, LAYOUTS } from './layouts';
import { hasPrivateCharacters, standardCharacters } from './private-characters';
import { addressField, textBlock } from './text-block';

/** What the text of a card says, without the record's own identity. */
type CardReading = Omit<CardCredential, 'kind' | 'id' | 'frameId' | 'readAt'>;

const WITHOUT_END = '长期';

/**
 * Reads the 256 bytes. `today`: calendar day in the hall, `YYYY-MM-DD`. `newestAddress`: the 70 bytes of the chip's later
 * address, which goes before the one in the text; one that is no text is left out of account. Fails with CREDENTIAL_CARD_TYPE_UNKNOWN,
 * CREDENTIAL_CARD_TEXT_INVALID (`field`: which) or CREDENTIAL_CARD_EXPIRED. A number that does not fit its own check
 * digit, the sex or the birthday is a warning only: such cards were issued.
 */
export function readCard(
  bytes: Uint8Array,
  today: string,
  newestAddress: Uint8Array | null,
): Result<CardReading> {
  const block = textBlock(bytes);
  if (!block) return fail('CREDENTIAL_CARD_TEXT_INVALID', { field: 'block' });
  const document = DOCUMENT_BY_FLAG.get(block.flag);
  if (!document) return fail('CREDENTIAL_CARD_TYPE_UNKNOWN');

  const fields = LAYOUTS[document](block);
  const birthDay = optionalDay(fields.birth);
  const validFrom = optionalDay(fields.from);
  const validTo = fields.to === WITHOUT_END ? null : calendarDay(fields.to);
  const number = fields.number.toUpperCase();
  const wrong = firstWrong([
    ['name', fields.name !== ''],
    ['sex', /^[0129]$/.test(fields.sex)],
    ['nation', document !== 'resident' || /^(\d{2})?$/.test(fields.nation)],
    ['birth', birthDay !== null],
    ['number', document === 'foreign-2017' ? hasForeignNumberForm(number) : hasIdentityNumberForm(number)],
    ['valid-from', validFrom !== null],
    ['valid-to', validTo !== null || fields.to === WITHOUT_END],
  ]);
  if (wrong || birthDay === null || validFrom === null) {
    return fail('CREDENTIAL_CARD_TEXT_INVALID', { field: wrong ?? '' });
  }
  if (validTo !== null && validTo < today) return fail('CREDENTIAL_CARD_EXPIRED', { document });

  const { sex, nation } = fields;
  const name = standardCharacters(fields.name);
  const hasAddress = document === 'resident' || document === 'hmt-permit';
  const newest = hasAddress && newestAddress ? addressField(newestAddress) : '';
  const address = standardCharacters(newest || fields.address);
  const issuer = standardCharacters(fields.issuer);
  const warnings = numberWarnings(document, number, fields);
  if (hasPrivateCharacters(`${name}${address}${issuer}`)) warnings.push('private-characters');
  const nameOnCard = name === fields.name ? '' : fields.name;
  const holder = { name, nameOnCard, sex, nation, birthDay, address, number };
  return ok({ document, ...holder, issuer, validFrom, validTo, warnings });
}

function firstWrong(checks: readonly (readonly [string, boolean])[]): string | undefined {
  return checks.find(([, right]) => !right)?.[0];
}

/** An empty field is allowed and stays empty; null is a day that does not exist. */
function optionalDay(digits: string): string | null {
  return digits === '' ? '' : calendarDay(digits);
}

/** The 2017 foreigners' number holds the birthday without its century and says nothing of the sex. */
function numberWarnings(document: CardDocument, number: string, fields: CardFields): CredentialWarning[] {
  const foreign2017 = document === 'foreign-2017';
  const warnings: CredentialWarning[] = [];
  if (!(foreign2017 ? foreignCheckFits(number) : identityCheckFits(number))) warnings.push('check-digit');
  const knownSex = fields.sex === '1' || fields.sex === '2';
  if (!foreign2017 && knownSex && Number(number[16]) % 2 !== Number(fields.sex) % 2)
    warnings.push('sex-mismatch');
  const [birth, inNumber] = foreign2017
    ? [fields.birth.slice(2), number.slice(7, 13)]
    : [fields.birth, number.slice(6, 14)];
  if (birth !== '' && birth !== inNumber) warnings.push('birth-mismatch');
  return warnings;
}
