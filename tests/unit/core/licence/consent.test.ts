import { describe, expect, it } from 'vitest';
import type { CardCredential, CodeCredential } from '../../../../main/contract/flow/credential';
import type { Holder } from '../../../../main/contract/flow/grant';
import type { ConsentAnswer } from '../../../../main/contract/province/consent';
import { ConsentRequest } from '../../../../main/contract/province/consent';
import { systemIds } from '../../../../main/core/base';
import { consentRequest, decisionOf, wayOf } from '../../../../main/core/licence';
import { HOLDER, NOW } from './issuers';

const HELPER: Holder = { kind: 'person', name: '何志远', code: '370199197001010011', codeType: '111' };
const PURPOSE = {
  caseId: systemIds.next(),
  itemSeq: 37,
  itemName: '经济困难老年人补贴',
  audience: 'person' as const,
  windowNo: 'A08',
  clerk: '370102-01',
};

function card(holder: Holder): CardCredential {
  return {
    kind: 'id-card',
    id: systemIds.next(),
    frameId: systemIds.next(),
    readAt: NOW,
    document: 'resident',
    name: holder.name,
    nameOnCard: '',
    sex: '1',
    nation: '01',
    birthDay: '1953-04-12',
    address: '样例区示例路44号',
    number: holder.code,
    issuer: '样例市公安局',
    validFrom: '2024-08-23',
    validTo: null,
    warnings: [],
  };
}
const code: CodeCredential = {
  kind: 'code',
  id: systemIds.next(),
  frameId: systemIds.next(),
  readAt: NOW,
  format: 'enterprise-code',
  payload: 'LT1.opaque',
  warnings: [],
};
const cardOf = ({ code: number, name }: Holder) => ({ number, name });

describe('how the holder is asked', () => {
  it.each([
    ['a card', card(HOLDER), null, { kind: 'id-card', card: cardOf(HOLDER) }],
    ['a code', code, null, { kind: 'shown-code', code: 'LT1.opaque' }],
    [
      'a guardian’s card and the ward’s',
      card(HOLDER),
      'guardian',
      { kind: 'guardian', guardian: cardOf(HELPER), ward: cardOf(HOLDER) },
    ],
    [
      'a helper’s card and the principal’s',
      card(HOLDER),
      'agent',
      { kind: 'agent', agent: cardOf(HELPER), principal: cardOf(HOLDER) },
    ],
    [
      'an enterprise’s code and its agent’s card',
      code,
      'enterprise-agent',
      { kind: 'enterprise-agent', code: 'LT1.opaque', agent: cardOf(HELPER) },
    ],
  ] as const)('follows from %s', (_what, credential, way, asked) => {
    const acting = way && { way, helper: card(HELPER) };
    expect(wayOf({ credential, acting })).toEqual({ ok: true, value: asked });
  });

  it.each([
    ['a ward’s code', code, 'guardian', 'LICENCE_HOLDER_KIND'],
    ['a person’s card for an enterprise', card(HOLDER), 'enterprise-agent', 'LICENCE_HOLDER_KIND'],
    ['one card for two people', card(HELPER), 'agent', 'LICENCE_PARTIES_SAME'],
  ] as const)('cannot follow from %s', (_what, credential, way, failure) => {
    const refused = wayOf({ credential, acting: { way, helper: card(HELPER) } });
    expect(refused).toMatchObject({ ok: false, failure: { code: failure } });
  });
});

describe('the holder’s decision', () => {
  const way = { kind: 'id-card', card: cardOf(HOLDER) } as const;
  const wanted = [{ typeSeq: 1, elements: ['name', 'sex'] }];
  const request = consentRequest(systemIds.next(), way, PURPOSE, wanted);
  const parties = { holderCode: HOLDER.code, actorCode: null };
  const answer = (changed: Partial<ConsentAnswer> = {}): ConsentAnswer => ({
    consentRef: 'C-1',
    state: 'granted',
    holder: HOLDER,
    actor: null,
    expiresAt: NOW + 60_000,
    decidedAt: NOW,
    grantRef: 'G-1',
    allowed: wanted,
    withheld: [],
    ...changed,
  });

  it('is asked for in the province’s own form', () => {
    expect(ConsentRequest.parse(request)).toEqual(request);
  });

  it('is open while pending, and a grant once given', () => {
    expect(decisionOf(request, answer({ state: 'pending', grantRef: null }), parties)).toEqual({
      ok: true,
      value: null,
    });
    expect(decisionOf(request, answer(), parties)).toMatchObject({
      value: { grantRef: 'G-1', allowed: wanted },
    });
  });

  it('opens nothing that was not asked for, whatever the answer allows', () => {
    const allowed = [
      { typeSeq: 1, elements: ['name', 'address'] },
      { typeSeq: 16, elements: [] },
    ];
    expect(decisionOf(request, answer({ allowed }), parties)).toMatchObject({
      value: { allowed: [{ typeSeq: 1, elements: ['name'] }] },
    });
  });

  it.each([
    ['about somebody else', { holder: HELPER }],
    ['in the name of somebody who did not stand here', { actor: HELPER }],
  ])('%s is not taken', (_what, changed) => {
    const refused = decisionOf(request, answer(changed), parties);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LICENCE_HOLDER_MISMATCH' } });
  });

  it('without the helper who laid the card is not taken', () => {
    const refused = decisionOf(request, answer(), { ...parties, actorCode: HELPER.code });
    expect(refused).toMatchObject({ failure: { code: 'LICENCE_HOLDER_MISMATCH' } });
  });

  it.each([
    ['refused', 'LICENCE_CONSENT_REFUSED'],
    ['expired', 'LICENCE_CONSENT_EXPIRED'],
  ] as const)('%s is no grant', (state, failure) => {
    const none = answer({ state, grantRef: null, allowed: [] });
    expect(decisionOf(request, none, parties)).toMatchObject({ failure: { code: failure } });
  });
});
