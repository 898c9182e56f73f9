import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, systemIds } from '../../../../main/core/base';
import { chooseLicenceSource } from '../../../../main/core/entry/licence-source';
import { createProvinceClient, type Transport } from '../../../../main/core/province';
import { municipalPlatform } from '../../../support/municipal-platform';
import { tempDir } from '../../../support/temp-dir';

const PORTS = { clock: systemClock, ids: systemIds };
const REFERENCE = { caseId: systemIds.next(), itemSeq: 37, windowNo: 'A08', clerk: 'c', useCause: '办理' };
const GRANT = {
  reference: REFERENCE,
  evidence: { kind: 'id-card', number: '37019919530412981X', name: '周明远' } as const,
  wanted: [],
};

function reference() {
  const paths: string[] = [];
  const transport: Transport = async ({ path }) => {
    paths.push(path);
    return { ok: true, value: { status: 500, body: null, retryAfterMs: null } };
  };
  return { paths, client: createProvinceClient(transport, systemClock) };
}

function tokenFile(): string {
  const path = join(tempDir(), 'token');
  writeFileSync(path, 'secret\n');
  return path;
}

describe('where licences come from', () => {
  it('is the province itself, unless the configuration says otherwise', () => {
    const { client } = reference();
    const chosen = chooseLicenceSource({ provinceAdapter: 'reference' }, PORTS);
    expect(chosen.ok && chosen.value.over(client)).toBe(client);
  });

  it('is the municipal platform for grants and licences, and the province for all the rest', async () => {
    const platform = await municipalPlatform({ certs: [], accessToken: 'secret' });
    const sharing = {
      url: platform.url,
      accessId: 'hall-1',
      accessTokenPath: tokenFile(),
      rootPath: '',
      types: [{ typeSeq: 1, certTypeCode: 'X', elements: {} }],
    };
    const chosen = chooseLicenceSource({ provinceAdapter: 'shandong', sharing }, PORTS);
    if (!chosen.ok) throw new Error(chosen.failure.code);
    onTestFinished(chosen.value.close);
    const { client, paths } = reference();
    const over = chosen.value.over(client);
    const granted = await over.obtainGrant({ ...GRANT, wanted: [{ typeSeq: 1, elements: [] }] });
    expect(await over.listLicences(granted.ok ? granted.value.grantRef : '', REFERENCE)).toEqual({
      ok: true,
      value: { licences: [] },
    });
    expect(platform.asked).toHaveLength(1);
    expect(paths).toEqual([]);
    await over.signIn({ account: 'a', secret: 'b' });
    await over.ask('readCase', { params: { caseId: REFERENCE.caseId }, query: REFERENCE });
    expect(new Set(paths.map((path) => path.split('/')[2]))).toEqual(new Set(['clerks', 'cases']));
  });

  it('offers no consent of the province over licences of somebody else', async () => {
    const sharing = {
      url: 'http://127.0.0.1:1',
      accessId: 'h',
      accessTokenPath: tokenFile(),
      rootPath: '',
      types: [],
    };
    const chosen = chooseLicenceSource({ provinceAdapter: 'shandong', sharing }, PORTS);
    if (!chosen.ok) throw new Error(chosen.failure.code);
    onTestFinished(chosen.value.close);
    const { client, paths } = reference();
    const asked = chosen.value
      .over(client)
      .ask('readGrant', { params: { grantRef: 'G-1' }, query: REFERENCE });
    expect(await asked).toMatchObject({ failure: { code: 'PROVINCE_NOT_OFFERED' } });
    expect(paths).toEqual([]);
  });

  it.each([
    ['settings are missing', undefined, 'CONFIG_INVALID'],
    [
      'the token’s file is not there',
      { url: 'http://127.0.0.1:1', accessId: 'h', accessTokenPath: '/nowhere', rootPath: '', types: [] },
      'CONFIG_UNREADABLE',
    ],
  ])('is not guessed where %s', (_what, sharing, code) => {
    expect(chooseLicenceSource({ provinceAdapter: 'shandong', sharing }, PORTS)).toMatchObject({
      failure: { code },
    });
  });
});
