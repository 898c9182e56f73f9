import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describedAsker } from '../unit/fixtures/province/described';
import { ask, codeOf, purposed, reference, start } from '../unit/fixtures/province/harness';
import {
  ALL_PARTS,
  archiveOf,
  COMPLETE,
  cardOf,
  consentRequest,
  DRIVING,
  fetchOf,
  grantFor,
  IDENTITY,
  licenceOf,
  objectionRequest,
  pledgeRequest,
  receiptOf,
  sha256,
  TOKEN,
  verificationRequest,
} from '../unit/fixtures/province/requests';
import { bothStores } from '../unit/fixtures/province/stores';

describe.each(bothStores())('the interface on $name', ({ skip, options }) => {
  it.skipIf(skip)('answers every operation as it is described, to both judges', async () => {
    const province = await start(await options());
    const described = await describedAsker(province);
    const about = reference();
    const { account } = province;
    const post = (path: string, body: unknown) => described.ask('POST', path, body);
    const get = (path: string) => described.ask('GET', path);
    const code = () => codeOf(province, { personId: COMPLETE.id });

    await get('/v1/health');
    await post('/v1/clerks/sign-in', { account: account.account, secret: account.secret });
    await post('/v1/clerks/sign-in-by-card', { card: cardOf('p146') });
    await get(`/v1/clerks/${account.account}`);
    await post('/v1/codes/verify', { code: await code(), reference: about });
    await post('/v1/holders/info', {
      code: await code(),
      facts: ['birthDay', 'deceased', 'nameChanged'],
      reference: about,
    });
    const ticket = { hallCode: '370102', group: 'A', itemSeq: 37 };
    const taken = await post('/v1/tickets', { requestId: randomUUID(), code: await code(), ...ticket });
    await get(`/v1/tickets/${taken.body.ticketRef}`);
    const { caseId: _none, itemSeq: _neither, ...desk } = about;
    const called = { requestId: randomUUID(), hallCode: '370102', group: 'A', reference: desk };
    await post('/v1/tickets/call', called);
    const scene = { requestId: randomUUID(), scene: 'driving', code: await code(), reference: desk };
    expect((await post('/v1/codes/confirm', scene)).body).toMatchObject({ answer: 'yes' });

    const consent = await post('/v1/consents', await consentRequest(province, about));
    expect(consent).toMatchObject({ status: 201, body: { state: 'granted' } });
    await get(purposed(`/v1/consents/${consent.body.consentRef}`, about));
    await get(purposed(`/v1/grants/${consent.body.grantRef}`, about));
    const grantRef = await grantFor(province, about);
    const { number, name } = COMPLETE;
    const evidence = { kind: 'id-card', number, name };
    await post('/v1/grants', { reference: about, evidence, wanted: [IDENTITY] });

    await post('/v1/licences/list', { grantRef, reference: about });
    const licenceId = await licenceOf(province, about, grantRef);
    const fetched = await post('/v1/licences/fetch', fetchOf(about, grantRef, licenceId));
    await post('/v1/licences/by-code', { code: await code(), reference: about, wanted: [DRIVING] });
    await post('/v1/licences/by-id', { grantRef, licenceId, reference: about });
    await post('/v1/licences/status', { licenceIds: [licenceId, 'nobody'], reference: about });
    const business = await codeOf(province, { enterpriseId: 'e01', form: 'business-licence' });
    const ofEnterprise = { kind: 'shown-code', code: business };
    const opened = await post('/v1/grants', { reference: about, evidence: ofEnterprise, wanted: [] });
    const gathered = { grantRef: opened.body.grantRef, reference: about };
    expect((await post('/v1/licences/gathered', gathered)).body.permits).toHaveLength(2);
    const file = JSON.stringify(fetched.body);
    const verdict = await post('/v1/licences/verify-file', {
      content: Buffer.from(file).toString('base64'),
      sha256: sha256(file),
      reference: about,
    });
    expect(verdict.body).toMatchObject({ verdict: 'passed' });

    const settler = { reference: about, evidence: { kind: 'id-card', ...cardOf('p901') }, wanted: [DRIVING] };
    const other = String((await post('/v1/grants', settler)).body.grantRef);
    const nation = { level: 'nation', regionCode: '000000' };
    const theirs = await post('/v1/licences/list', { grantRef: other, reference: about, library: nation });
    const [foreign] = theirs.body.licences as { licenceId: string; library: unknown }[];
    expect(foreign?.library).toEqual(nation);
    const asked = { grantRef: other, licenceId: foreign?.licenceId, sha256: sha256('contents') };
    const word = await post('/v1/licences/recognise', { ...asked, reference: about });
    expect(word.body).toMatchObject({ statement: { issuedIn: '320000', typeSeqs: [4] } });

    const verified = await post('/v1/verifications', verificationRequest(about, grantRef));
    expect(verified.body).toMatchObject({ state: 'answered', outcome: 'confirmed' });
    await get(purposed(`/v1/verifications/${verified.body.verificationRef}`, about));
    await get('/v1/verifications/scores');
    const objection = await post(
      '/v1/objections',
      objectionRequest(about, grantRef, licenceId, '1953-04-12'),
    );
    await get(purposed(`/v1/objections/${objection.body.objectionRef}`, about));
    await get('/v1/objections/statistics');
    const exclusion = { grantRef, materialKey: 'income', reference: about };
    const checked = await post('/v1/pledges/exclusion', exclusion);
    const pledge = await post(
      '/v1/pledges',
      pledgeRequest(about, grantRef, String(checked.body.exclusionRef)),
    );
    await get(purposed(`/v1/pledges/${pledge.body.pledgeRef}`, about));
    await get('/v1/callbacks?windowNo=A01');
    await post('/v1/callbacks/acknowledge', { windowNo: 'A01', upTo: 10 });
    await post('/v1/suggestions', { grantRef, reference: about });
    const next = reference(216);
    const wanted = [{ typeSeq: 1, elements: ['birthDay'] }];
    const aged = { reference: next, evidence: { kind: 'id-card', ...cardOf('p07') }, wanted };
    const { grantRef: matched } = (await post('/v1/grants', aged)).body;
    const benefit = { requestId: randomUUID(), grantRef: matched, reference: next, itemSeq: 337 };
    const had = await post('/v1/benefits', benefit);
    expect(await post('/v1/benefits', benefit)).toMatchObject({ status: 200, body: had.body });
    const seen = { evidence: { kind: 'grant', grantRef }, reference: about };
    expect((await post('/v1/access-log', seen)).body.lines).not.toEqual([]);

    const receipt = receiptOf(about);
    await described.ask('PUT', `/v1/receipts/${receipt.receiptId}`, receipt);
    await get(`/v1/audit-heads/${receipt.windowNo}`);
    await get(purposed(`/v1/cases/${about.caseId}/routing`, about));
    await post('/v1/reported', { grantRef, codes: ['F-ENT-BANK'], reference: about });
    const backfill = {
      requestId: randomUUID(),
      reference: about,
      grantRef,
      typeSeq: 1,
      department: '公安部门',
    };
    const filed = await post('/v1/backfills', backfill);
    expect(await post('/v1/backfills', backfill)).toMatchObject({ status: 200, body: filed.body });
    await get(purposed(`/v1/backfills/${filed.body.backfillRef}`, about));
    const own = await post('/v1/holder-file', { grantRef, reference: about });
    expect(own.body).toMatchObject({ cases: [] });
    const archive = archiveOf(about.caseId, receipt.receiptId, ALL_PARTS);
    await described.ask('PUT', `/v1/archives/${about.caseId}`, archive);
    await described.ask('PUT', `/v1/archives/${about.caseId}`, archive);
    const praise = { caseId: about.caseId, token: TOKEN, stars: 5, tags: ['态度好'], comment: '' };
    await post('/v1/evaluations', praise);
    await get('/v1/evaluations/statistics');
    expect((await get(purposed(`/v1/cases/${about.caseId}`, about))).body).toMatchObject({
      archived: true,
      evaluated: true,
    });
    const { editions } = (await get('/v1/catalogue/editions')).body as unknown as {
      editions: { id: string; sha256: string }[];
    };
    const [edition] = editions;
    const served = await fetch(`${province.url}/v1/catalogue/editions/${edition?.id}`);
    expect(sha256(await served.text())).toBe(edition?.sha256);

    const unmet = described.operations.filter((each) => !described.met.has(each));
    // Needs a PKCS#10; judged in seals.test.ts. The edition is a file and was judged by its digest.
    expect(unmet.sort()).toEqual(['enrolSeal', 'fetchEdition']);
  });

  it.skipIf(skip)('refuses as it is described', async () => {
    const province = await start(await options());
    const described = await describedAsker(province);
    const about = reference();
    const refused = async (expected: string, method: string, path: string, body?: unknown) => {
      expect((await described.ask(method, path, body)).body).toMatchObject({ code: expected });
    };
    await refused('REQUEST_INVALID', 'POST', '/v1/consents', {});
    await refused('CODE_UNKNOWN', 'POST', '/v1/consents', {
      ...(await consentRequest(province, about)),
      way: { kind: 'shown-code', code: 'LT1.x' },
    });
    await refused('CONSENT_UNKNOWN', 'GET', purposed('/v1/consents/C-1', about));
    await refused('GRANT_UNKNOWN', 'GET', purposed('/v1/grants/G-1', about));
    await refused('GRANT_UNKNOWN', 'POST', '/v1/verifications', verificationRequest(about, 'G-1'));
    await refused('VERIFICATION_UNKNOWN', 'GET', purposed('/v1/verifications/V-1', about));
    await refused('OBJECTION_UNKNOWN', 'GET', purposed('/v1/objections/O-1', about));
    await refused('BACKFILL_UNKNOWN', 'GET', purposed('/v1/backfills/B-1', about));
    await refused('PLEDGE_UNKNOWN', 'GET', purposed('/v1/pledges/P-1', about));
    await refused('TICKET_UNKNOWN', 'GET', '/v1/tickets/T-1');
    await refused('EDITION_UNKNOWN', 'GET', '/v1/catalogue/editions/none');
    await refused('CASE_UNKNOWN', 'GET', purposed(`/v1/cases/${about.caseId}`, about));
    await refused('CASE_UNKNOWN', 'GET', purposed(`/v1/cases/${about.caseId}/routing`, about));
    await refused('GRANT_UNKNOWN', 'POST', '/v1/holder-file', { grantRef: 'G-1', reference: about });
    const codes = ['F-ENT-BANK'];
    await refused('GRANT_UNKNOWN', 'POST', '/v1/reported', { grantRef: 'G-1', codes, reference: about });
    const blame = { caseId: about.caseId, token: TOKEN, stars: 1, tags: [], comment: '' };
    await refused('CASE_UNKNOWN', 'POST', '/v1/evaluations', blame);
    const incomplete = archiveOf(about.caseId, randomUUID(), ['form']);
    await refused('ARCHIVE_INCOMPLETE', 'PUT', `/v1/archives/${about.caseId}`, incomplete);
    const log = await ask(province, 'GET', '/admin/requests');
    expect(log.body).toContainEqual(expect.objectContaining({ outcome: 'GRANT_UNKNOWN' }));
  });
});
