/** Definitions, grants and credentials as small as a case needs; each test states what it is about. */

import type { z } from 'zod';
import {
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
  type TableDefinition,
  type ValueOrigin,
} from '../../../../main/contract/catalogue/types';
import type { CardCredential, CodeCredential } from '../../../../main/contract/flow/credential';
import type { GivenPledge } from '../../../../main/contract/flow/form';
import { Form, type FormField, type FormMaterial } from '../../../../main/contract/flow/form';
import type { Grant, LicenceCopy } from '../../../../main/contract/flow/grant';
import { systemIds } from '../../../../main/core/base';
import { prefillForm } from '../../../../main/core/form';

export const READ_AT = 1_795_000_000_000;
export const GRANTED_AT = READ_AT + 2_000;
export const FETCHED_AT = READ_AT + 3_000;

export function field(key: string, changed: Record<string, unknown> = {}): FieldDefinition {
  const plain = {
    key,
    label: `栏目${key}`,
    group: '基本信息',
    type: 'text',
    required: false,
    maxLength: 60,
  };
  return FieldDefinition.parse({ ...plain, ...changed });
}

export function material(key: string, changed: Record<string, unknown> = {}): MaterialDefinition {
  const plain = {
    key,
    name: `材料${key}`,
    settlement: 'sharing',
    fallback: 'paper',
    typeSeq: 1,
    basis: '依据',
  };
  return MaterialDefinition.parse({ ...plain, ...changed });
}

export function item(
  fields: FieldDefinition[],
  more: {
    materials?: MaterialDefinition[];
    rules?: ItemDefinition['rules'];
    seq?: number;
    tables?: z.input<typeof TableDefinition>[];
  } = {},
): ItemDefinition {
  return ItemDefinition.parse({
    seq: more.seq ?? 37,
    audience: 'person',
    legalBasis: '依据',
    handlingDays: 15,
    fields,
    materials: more.materials ?? [material('identity')],
    rules: more.rules ?? [],
    tables: more.tables ?? [],
  });
}

export const licenceOrigin = (element: string, typeSeq = 1): ValueOrigin => ({
  from: 'licence',
  typeSeq,
  element,
});

export function licence(elements: Record<string, string>, changed: Partial<LicenceCopy> = {}): LicenceCopy {
  return {
    licenceId: 'L-1',
    typeSeq: 1,
    name: '居民身份证',
    issuer: '样例市公安局',
    number: '37019919530412981X',
    validFrom: '2020-01-01',
    validTo: null,
    elements,
    fetchedAt: FETCHED_AT,
    sha256: '0'.repeat(64),
    checks: [],
    verdict: 'passed',
    issuerNow: '样例市公安局',
    missing: [],
    correctedAt: null,
    checkedAt: null,
    seals: [],
    faults: [],
    ...changed,
  };
}

export function grant(...licences: LicenceCopy[]): Grant {
  return {
    id: systemIds.next(),
    credentialId: systemIds.next(),
    caseId: systemIds.next(),
    itemSeq: 37,
    purpose: '办理样例事项',
    provinceRef: 'G-7',
    evidence: 'id-card',
    actor: null,
    consentRef: 'C-7',
    allowed: licences.map(({ typeSeq, elements }) => ({ typeSeq, elements: Object.keys(elements) })),
    windowNo: 'A08',
    clerk: '370102-01',
    holder: { kind: 'person', name: '周明远', code: '37019919530412981X', codeType: '111' },
    grantedAt: GRANTED_AT,
    expiresAt: GRANTED_AT + 1_800_000,
    licences,
    gaps: [],
  };
}

export function card(changed: Partial<CardCredential> = {}): CardCredential {
  return {
    kind: 'id-card',
    id: systemIds.next(),
    frameId: systemIds.next(),
    readAt: READ_AT,
    document: 'resident',
    name: '周明远',
    nameOnCard: '',
    sex: '1',
    nation: '01',
    birthDay: '1953-04-12',
    address: '样例区示例路44号',
    number: '37019919530412981X',
    issuer: '样例市公安局',
    validFrom: '2024-08-23',
    validTo: null,
    warnings: [],
    ...changed,
  };
}

export function shownCode(): CodeCredential {
  return {
    kind: 'code',
    id: systemIds.next(),
    frameId: systemIds.next(),
    readAt: READ_AT,
    format: 'resident-code',
    payload: 'LT1.opaque',
    warnings: [],
  };
}

/** Prefilled, and held against the contract on the way out. */
export function fill(
  definition: ItemDefinition,
  about: { grant?: Grant; credential?: CardCredential | CodeCredential; earlier?: Form } = {},
): Form {
  const form = prefillForm(about.grant ?? grant(), {
    definition,
    credential: about.credential ?? shownCode(),
    earlier: about.earlier ?? null,
    ids: systemIds,
  });
  return Form.parse(form);
}

export function fieldOf(form: Form, key: string): FormField {
  const found = form.fields.find((each) => each.key === key);
  if (!found) throw new Error(`no field ${key}`);
  return found;
}

export function materialOf(form: Form, key: string): FormMaterial {
  const found = form.materials.find((each) => each.key === key);
  if (!found) throw new Error(`no material ${key}`);
  return found;
}

/** A pledge as casework hands it over. */
export const GIVEN: GivenPledge = {
  method: 'spoken',
  textVersion: '2026-11-0123456789abcdef',
  at: 1_795_000_000_000,
  signature: null,
  sha256: '0'.repeat(64),
};
