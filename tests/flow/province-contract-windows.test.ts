import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province/index';
import { type Answer, ask, purposed, reference, start } from '../unit/fixtures/province/harness';
import {
  ALL_PARTS,
  archiveOf,
  cardOf,
  DRIVING,
  fetchOf,
  grantFor,
  IDENTITY,
  objectionRequest,
  pledgeRequest,
  receiptOf,
  sha256,
  verificationRequest,
} from '../unit/fixtures/province/requests';
import { admitted, askSecurely, type Sent, type Workstation } from '../unit/fixtures/province/secure-client';
import { bothStores } from '../unit/fixtures/province/stores';

interface Hall {
  province: Province;
  /** Made everything. */
  own: Workstation;
  /** Enrolled later for the same window; `own` was withdrawn. */
  successor: Workstation;
  neighbour: Workstation;
  /** Of the same number, in another hall. */
  namesake: Workstation;
}

/** One case of window A01 with everything that gets a reference of its own. */
const about = reference();
const ref = {
  grant: '',
  consent: '',
  licence: '',
  exclusion: '',
  verification: '',
  objection: '',
  pledge: '',
  backfill: '',
};
type Refs = typeof ref & { caseId: string };

async function hall(options: object): Promise<Hall> {
  const province = await startProvince({ admin: true, secure: true, ...options });
  const own = await admitted(province);
  const neighbour = await admitted(province, { windowNo: 'B07' });
  const namesake = await admitted(province, { hallName: '青岛市样例区政务服务中心' });
  const post = async (path: string, body: unknown) => {
    const answer = await askSecurely(province, own, { path, body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body.code}`);
    return answer.body as Record<string, unknown>;
  };
  const card = cardOf('p01');
  const evidence = { kind: 'id-card', ...card };
  const granted = await post('/v1/grants', { reference: about, evidence, wanted: [IDENTITY, DRIVING] });
  ref.grant = String(granted.grantRef);
  const way = { kind: 'id-card', card };
  const asked = { requestId: randomUUID(), reference: about, way, wanted: [IDENTITY] };
  ref.consent = String((await post('/v1/consents', asked)).consentRef);
  const { licences } = await post('/v1/licences/list', { grantRef: ref.grant, reference: about });
  const [identity] = (licences as { licenceId: string; typeSeq: number }[]).filter(
    ({ typeSeq }) => typeSeq === 1,
  );
  ref.licence = identity?.licenceId ?? '';
  const request = verificationRequest(about, ref.grant);
  ref.verification = String((await post('/v1/verifications', request)).verificationRef);
  const objection = objectionRequest(about, ref.grant, ref.licence, '1953-04-12');
  ref.objection = String((await post('/v1/objections', objection)).objectionRef);
  const exclusion = { grantRef: ref.grant, materialKey: 'income', reference: about };
  ref.exclusion = String((await post('/v1/pledges/exclusion', exclusion)).exclusionRef);
  const pledge = pledgeRequest(about, ref.grant, ref.exclusion);
  ref.pledge = String((await post('/v1/pledges', pledge)).pledgeRef);
  const backfill = { requestId: randomUUID(), reference: about, grantRef: ref.grant, typeSeq: 1 };
  ref.backfill = String((await post('/v1/backfills', { ...backfill, department: '公安部门' })).backfillRef);
  const body = receiptOf(about);
  await askSecurely(province, own, { method: 'PUT', path: `/v1/receipts/${body.receiptId}`, body });
  const successor = await admitted(province);
  return { province, own, successor, neighbour, namesake };
}

const NOTHING: Refs = {
  ...{ grant: 'G-none', consent: 'C-none', licence: 'none', exclusion: 'X-none', verification: 'V-none' },
  ...{ objection: 'O-none', pledge: 'P-none', backfill: 'B-none', caseId: randomUUID() },
};
const get = (path: (refs: Refs) => string) => (refs: Refs) => ({ path: purposed(path(refs), about) });
/** With everything right but, perhaps, the grant. */
const post =
  (path: string, more: object = {}) =>
  (refs: Refs) => ({
    path,
    body: { requestId: randomUUID(), ...more, grantRef: refs.grant, reference: about },
  });
const licenceId = () => ({ ...{ licenceId: ref.licence } });

const OPERATIONS: [name: string, unknown: string, sent: (refs: Refs) => Sent][] = [
  ['readConsent', 'CONSENT_UNKNOWN', get(({ consent }) => `/v1/consents/${consent}`)],
  ['readConsent, held', 'CONSENT_UNKNOWN', get(({ consent }) => `/v1/consents/${consent}?waitMs=20000`)],
  ['readGrant', 'GRANT_UNKNOWN', get(({ grant }) => `/v1/grants/${grant}`)],
  ['readVerification', 'VERIFICATION_UNKNOWN', get((refs) => `/v1/verifications/${refs.verification}`)],
  ['readObjection', 'OBJECTION_UNKNOWN', get(({ objection }) => `/v1/objections/${objection}`)],
  ['readBackfill', 'BACKFILL_UNKNOWN', get(({ backfill }) => `/v1/backfills/${backfill}`)],
  ['readPledge', 'PLEDGE_UNKNOWN', get(({ pledge }) => `/v1/pledges/${pledge}`)],
  ['readCase', 'CASE_UNKNOWN', get(({ caseId }) => `/v1/cases/${caseId}`)],
  ['readRouting', 'CASE_UNKNOWN', get(({ caseId }) => `/v1/cases/${caseId}/routing`)],
  ['listLicences', 'GRANT_UNKNOWN', post('/v1/licences/list')],
  [
    'fetchLicence',
    'GRANT_UNKNOWN',
    ({ grant }) => ({ path: '/v1/licences/fetch', body: fetchOf(about, grant, ref.licence) }),
  ],
  ['licenceById', 'GRANT_UNKNOWN', (refs) => post('/v1/licences/by-id', licenceId())(refs)],
  ['gatheredPermits', 'GRANT_UNKNOWN', post('/v1/licences/gathered')],
  [
    'recogniseLicence',
    'GRANT_UNKNOWN',
    (refs) => post('/v1/licences/recognise', { ...licenceId(), sha256: sha256('x') })(refs),
  ],
  [
    'requestVerification',
    'GRANT_UNKNOWN',
    ({ grant }) => ({ path: '/v1/verifications', body: verificationRequest(about, grant) }),
  ],
  [
    'raiseObjection',
    'GRANT_UNKNOWN',
    ({ grant }) => ({
      path: '/v1/objections',
      body: objectionRequest(about, grant, ref.licence, '1953-04-12'),
    }),
  ],
  ['checkExclusion', 'GRANT_UNKNOWN', post('/v1/pledges/exclusion', { materialKey: 'income' })],
  [
    'registerPledge',
    'GRANT_UNKNOWN',
    ({ grant }) => ({ path: '/v1/pledges', body: pledgeRequest(about, grant, ref.exclusion) }),
  ],
  ['requestBackfill', 'GRANT_UNKNOWN', post('/v1/backfills', { typeSeq: 1, department: '公安部门' })],
  ['suggest', 'GRANT_UNKNOWN', post('/v1/suggestions')],
  ['claimBenefit', 'GRANT_UNKNOWN', post('/v1/benefits', { itemSeq: 337 })],
  ['readReported', 'GRANT_UNKNOWN', post('/v1/reported', { codes: ['F-ENT-BANK'] })],
  ['readHolderFile', 'GRANT_UNKNOWN', post('/v1/holder-file')],
  [
    'readAccessLog',
    'GRANT_UNKNOWN',
    ({ grant }) => ({
      path: '/v1/access-log',
      body: { evidence: { kind: 'grant', grantRef: grant }, reference: about },
    }),
  ],
];

/** All that reaches the asker. */
const heard = ({ status, body, headers }: Answer) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

describe.each(bothStores())('by reference on $name', ({ skip, options }) => {
  let at: Hall;
  beforeAll(async () => {
    if (!skip) at = await hall(await options());
  });
  afterAll(() => at?.province.stop());

  describe.each(OPERATIONS)('%s', (_name, unknown, sent) => {
    it.skipIf(skip)('answers the window that made it, and its machine’s successor', async () => {
      const refs = { ...ref, caseId: about.caseId };
      const first = await askSecurely(at.province, at.own, sent(refs));
      const later = await askSecurely(at.province, at.successor, sent(refs));
      expect([first.body.code, later.body.code]).not.toContain(unknown);
      if (sent(refs).body === undefined) expect([first.status, later.body]).toEqual([200, first.body]);
      else expect(later.status).toBe(first.status);
    });

    it.skipIf(skip)('tells another window, whatever number it gives, what it tells of nothing', async () => {
      const refs = { ...ref, caseId: about.caseId };
      for (const other of [at.neighbour, at.namesake]) {
        const answer = await askSecurely(at.province, other, sent(refs));
        const ofNothing = await askSecurely(at.province, other, sent(NOTHING));
        expect(answer.body.code).toBe(unknown);
        expect(heard(answer)).toEqual(heard(ofNothing));
      }
    });
  });

  it.skipIf(skip)('writes a stranger’s question down, and not as a look at the holder', async () => {
    const path = purposed(`/v1/grants/${ref.grant}`, about);
    await askSecurely(at.province, at.neighbour, { path });
    const log = await (await fetch(`${at.province.adminUrl}/admin/requests`)).json();
    expect((log as object[]).at(-1)).toMatchObject({
      ...{ client: at.neighbour.clientId, outcome: 'GRANT_UNKNOWN', what: ref.grant },
    });
    const seen = { evidence: { kind: 'grant', grantRef: ref.grant }, reference: about };
    const { body } = await askSecurely(at.province, at.own, { path: '/v1/access-log', body: seen });
    const readers = (body.lines as unknown as { operation: string; outcome: string }[]).filter(
      ({ outcome }) => outcome === 'GRANT_UNKNOWN',
    );
    expect(readers).toEqual([]);
  });

  it.skipIf(skip)(
    'a request sent again by the successor is the same one; by another window it is not',
    async () => {
      const body = verificationRequest(about, ref.grant);
      const send = (from: Workstation) => askSecurely(at.province, from, { path: '/v1/verifications', body });
      const made = await send(at.own);
      expect(made.status).toBe(201);
      expect(await send(at.successor)).toMatchObject({ status: 200, body: made.body });
      expect(await send(at.neighbour)).toMatchObject({ status: 404, body: { code: 'GRANT_UNKNOWN' } });
    },
  );

  it.skipIf(skip)('call-backs reach the successor and no other window', async () => {
    const { province, own, successor, neighbour, namesake } = at;
    await fetch(`${province.adminUrl}/admin/grants/${ref.grant}/revoke`, { method: 'POST' });
    const body = { upheld: false, answer: '登记无误' };
    const headers = { 'content-type': 'application/json' };
    const word = { method: 'POST', headers, body: JSON.stringify(body) };
    await fetch(`${province.adminUrl}/admin/objections/${ref.objection}/answer`, word);
    const told = async (asker: Workstation) => {
      const answer = await askSecurely(province, asker, { path: '/v1/callbacks?windowNo=A01' });
      return (answer.body.callbacks as unknown as { ref: string }[]).map((each) => each.ref);
    };
    expect(await told(own)).toEqual([ref.objection]);
    expect(await told(successor)).toEqual([ref.objection]);
    expect([await told(neighbour), await told(namesake)]).toEqual([[], []]);
    const all = { path: '/v1/callbacks/acknowledge', body: { windowNo: 'A01', upTo: 1_000 } };
    expect((await askSecurely(province, neighbour, all)).body).toEqual({ acknowledged: 0 });
    expect((await askSecurely(province, successor, all)).body).toEqual({ acknowledged: 1 });
  });

  it.skipIf(skip)('an archive package is taken from the case’s own window only', async () => {
    const body = receiptOf(reference());
    const package_ = archiveOf(body.caseId, body.receiptId, ALL_PARTS);
    const put = (from: Workstation, path: string, sent: object) =>
      askSecurely(at.province, from, { method: 'PUT', path, body: sent });
    await put(at.own, `/v1/receipts/${body.receiptId}`, body);
    const refused = { status: 422, body: { code: 'ARCHIVE_INCOMPLETE', missing: ['receipt-unknown'] } };
    const path = `/v1/archives/${body.caseId}`;
    expect(await put(at.neighbour, path, package_)).toMatchObject(refused);
    expect((await put(at.successor, path, package_)).status).toBe(201);
    expect(await put(at.neighbour, path, package_)).toMatchObject(refused);
    expect((await put(at.own, path, package_)).body).toMatchObject({ duplicate: true });
  });

  it.skipIf(skip)('without certificates goes by the number that is given', async () => {
    const province = await start(await options());
    const asked = reference();
    const grantRef = await grantFor(province, asked);
    const list = (windowNo: string) =>
      ask(province, 'POST', '/v1/licences/list', { grantRef, reference: { ...asked, windowNo } });
    expect((await list('A01')).status).toBe(200);
    expect((await list('B07')).body).toMatchObject({ code: 'GRANT_UNKNOWN' });
    const read = (windowNo: string) =>
      ask(province, 'GET', purposed(`/v1/cases/${asked.caseId}`, { ...asked, windowNo }));
    expect((await read('A01')).body).toMatchObject({ grants: [grantRef] });
    expect((await read('B07')).body).toMatchObject({ code: 'CASE_UNKNOWN' });
  });
});
