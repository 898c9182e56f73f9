import { readFileSync } from 'node:fs';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { OperationName } from '../../contract/province/operations';
import { municipalLine, type ProvinceClient, type ShandongSettings, shandongSource } from '../province';

export interface ChosenSource {
  /** The client with its licences from where they are to come from. */
  over(client: ProvinceClient): ProvinceClient;
  close(): void;
}

/** Of the reference interface, and about grants and licences: with another source nobody answers these. */
const OF_LICENCES: readonly OperationName[] = [
  'verifyCode',
  'makeGrant',
  'listLicences',
  'fetchLicence',
  'requestConsent',
  'readConsent',
  'readGrant',
  'licencesByCode',
  'licenceById',
  'licenceStatus',
  'gatheredPermits',
  'confirmCode',
  'verifyLicenceFile',
  'recogniseLicence',
];

function withSource(client: ProvinceClient, source: LicenceSource): ProvinceClient {
  return {
    ...client,
    ...source,
    ask: async (name, asked) =>
      OF_LICENCES.includes(name)
        ? fail('PROVINCE_NOT_OFFERED', { operation: name })
        : client.ask(name, asked),
  };
}

/**
 * Where licences come from, by configuration: the province's own interface, or the municipal sharing interface in its
 * place for grants and licences alone; cases, receipts and everything else stay with the province. CONFIG_INVALID
 * where settings are missing, CONFIG_UNREADABLE for a file that they name.
 */
export function chooseLicenceSource(
  choice: { provinceAdapter: 'reference' | 'shandong'; sharing?: ShandongSettings | undefined },
  { clock, ids }: { clock: Clock; ids: Ids },
): Result<ChosenSource> {
  if (choice.provinceAdapter === 'reference')
    return { ok: true, value: { over: (client) => client, close: () => undefined } };
  const { sharing } = choice;
  if (sharing === undefined) return fail('CONFIG_INVALID', { file: 'config.json', at: 'sharing' });
  try {
    const accessToken = readFileSync(sharing.accessTokenPath, 'utf8').trim();
    const root = sharing.rootPath === '' ? null : readFileSync(sharing.rootPath, 'utf8');
    const line = municipalLine({ baseUrl: sharing.url, root, clock, ids });
    const access = { accessId: sharing.accessId, accessToken };
    const source = shandongSource({ transport: line.send, access, types: sharing.types, clock, ids });
    return { ok: true, value: { over: (client) => withSource(client, source), close: line.close } };
  } catch {
    return fail('CONFIG_UNREADABLE', { file: 'sharing' });
  }
}
