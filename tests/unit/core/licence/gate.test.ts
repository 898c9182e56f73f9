import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import { fail, ok } from '../../../../main/contract/failures/failure';
import { systemClock, systemIds } from '../../../../main/core/base';
import {
  createLicenceGate,
  type LicenceGate,
  type OpenGrant,
  type RefusedCall,
  referenceOf,
} from '../../../../main/core/licence';
import { HOLDER, type Issuer, licenceContent, NOW, openAuthority, openIssuer } from './issuers';
import { type ScriptedSource, scriptedSource } from './scripted-source';

let authority: TestAuthority;
let issuer: Issuer;
beforeAll(async () => {
  authority = await openAuthority();
  issuer = await openIssuer(authority);
});

const PURPOSE = {
  caseId: systemIds.next(),
  itemSeq: 37,
  itemName: '经济困难老年人补贴',
  audience: 'person' as const,
  windowNo: 'A08',
  clerk: '370102-01',
};
const REFERENCE = referenceOf(PURPOSE);
const GRANT: OpenGrant = {
  provinceRef: 'G-7',
  caseId: PURPOSE.caseId,
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  expiresAt: NOW + 60_000,
  allowed: [{ typeSeq: 1, elements: ['name', 'sex'] }],
};
const socialCard = licenceContent({ licenceId: 'L-16', typeSeq: 16, name: '社会保障卡' });

let now = NOW;
let clerk: string | null;
let source: ScriptedSource;
let refused: RefusedCall[];
let gate: LicenceGate;

beforeEach(() => {
  now = NOW;
  clerk = GRANT.clerk;
  source = scriptedSource({ issuer, holder: HOLDER, licences: [licenceContent(), socialCard] });
  refused = [];
  gate = createLicenceGate({
    source,
    clock: { ...systemClock, now: () => now },
    clerk: () => clerk,
    onRefused: (call) => refused.push(call),
  });
  gate.open(GRANT);
});

const fetchOf = (changed: Partial<Parameters<LicenceGate['fetch']>[0]> = {}) =>
  gate.fetch({ grantRef: 'G-7', licenceId: 'L-1', elements: ['name'], reference: REFERENCE, ...changed });

/** A refusal here: nothing left the house, and it was reported with its reason. */
async function expectRefused(reason: string, call: () => Promise<unknown>): Promise<void> {
  source.asked.length = 0;
  expect(await call()).toMatchObject({ ok: false, failure: { details: { why: reason } } });
  expect(source.asked).toEqual([]);
  expect(refused.at(-1)).toMatchObject({ reason, caseId: expect.any(String), itemSeq: expect.any(Number) });
  expect(JSON.stringify(refused)).not.toContain(HOLDER.code);
}

describe('a call under an open grant', () => {
  it('goes through, for the licences listed and the elements allowed', async () => {
    expect((await gate.list('G-7', REFERENCE)).ok).toBe(true);
    expect((await fetchOf({ elements: ['name', 'sex'] })).ok).toBe(true);
    expect(refused).toEqual([]);
  });
});

describe('no grant, no call', () => {
  beforeEach(async () => {
    await gate.list('G-7', REFERENCE);
  });

  it('refuses a call under a grant nobody gave', async () => {
    await expectRefused('no-grant', () => gate.list('G-8', REFERENCE));
    await expectRefused('no-grant', () => fetchOf({ grantRef: 'G-8' }));
  });

  it('refuses a call under another case’s grant', async () => {
    const other = { ...REFERENCE, caseId: systemIds.next() };
    await expectRefused('other-case', () => gate.list('G-7', other));
    await expectRefused('other-case', () => fetchOf({ reference: other }));
  });

  it.each([
    ['other-item', { itemSeq: 38 }],
    ['other-window', { windowNo: 'A09' }],
    ['other-clerk', { clerk: '370102-02' }],
  ])('refuses a call of %s', async (reason, change) => {
    await expectRefused(reason, () => gate.list('G-7', { ...REFERENCE, ...change }));
  });

  it('refuses a call while another clerk than the one it was given to is signed in', async () => {
    clerk = '370102-02';
    await expectRefused('other-clerk', () => fetchOf());
  });

  it('refuses a call once the grant has run out', async () => {
    now = GRANT.expiresAt;
    await expectRefused('expired', () => fetchOf());
  });

  it('refuses a type that was not granted', async () => {
    await expectRefused('type-not-granted', () => fetchOf({ licenceId: 'L-16', elements: [] }));
  });

  it('refuses one element too many', async () => {
    await expectRefused('element-not-granted', () => fetchOf({ elements: ['name', 'sex', 'address'] }));
  });

  it('refuses a licence that was not listed under the grant', async () => {
    await expectRefused('not-listed', () => fetchOf({ licenceId: 'L-99' }));
  });

  it('refuses every call while nobody is signed in', async () => {
    clerk = null;
    await expectRefused('signed-out', () => gate.list('G-7', REFERENCE));
    await expectRefused('signed-out', () => fetchOf());
  });

  it('refuses every call once the holder took the grant back', async () => {
    gate.takenBack('G-7');
    await expectRefused('taken-back', () => fetchOf());
  });

  it('refuses every call once the case has let the grant go', async () => {
    gate.close('G-7');
    await expectRefused('no-grant', () => fetchOf());
  });

  it('takes the province’s word that the grant was taken back, and asks no more', async () => {
    source = scriptedSource(
      { issuer, holder: HOLDER, licences: [licenceContent()] },
      { fetchLicence: async () => fail('LICENCE_GRANT_REVOKED') },
    );
    gate = createLicenceGate({
      source,
      clock: { ...systemClock, now: () => now },
      clerk: () => clerk,
      onRefused: (call) => refused.push(call),
    });
    gate.open(GRANT);
    await gate.list('G-7', REFERENCE);
    expect(await fetchOf()).toMatchObject({ failure: { code: 'LICENCE_GRANT_REVOKED' } });
    await expectRefused('taken-back', () => fetchOf());
  });

  it('says whether something else may be asked under the grant', async () => {
    expect(gate.admit('G-7', REFERENCE).ok).toBe(true);
    await expectRefused('no-grant', async () => gate.admit('G-8', REFERENCE));
  });
});

describe('the nation’s word', () => {
  const recognise = (licenceId = 'L-1') =>
    gate.recognise({ grantRef: 'G-7', licenceId, sha256: '0'.repeat(64), reference: REFERENCE });

  it('is asked for under the grant, of a licence that a list has named', async () => {
    await expectRefused('not-listed', () => recognise());
    await gate.list('G-7', REFERENCE);
    expect(await recognise()).toMatchObject({ ok: false, failure: { code: 'LICENCE_LIBRARY_DOWN' } });
    gate.close('G-7');
    await expectRefused('no-grant', () => recognise());
  });

  it('may be asked for of what an earlier library has named', async () => {
    await gate.list('G-7', REFERENCE, { level: 'city', regionCode: '370100' });
    source.listLicences = async () => ok({ licences: [] });
    await gate.list('G-7', REFERENCE, { level: 'province', regionCode: '370000' });
    expect((await fetchOf()).ok).toBe(true);
  });
});

describe('the way to the licences', () => {
  it('leads through the gate only: nothing else between the province’s client and the window lists or fetches', () => {
    const root = join(import.meta.dirname, '../../../../main/core');
    const callers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/^(province|entry)\//.test(path))
      .filter((path) =>
        /\b(listLicences|fetchLicence)\b|licencesByCode|licenceById/.test(
          readFileSync(join(root, path), 'utf8'),
        ),
      );
    expect(callers).toEqual(['licence/gate.ts']);
  });
});
