/**
 * The reference provincial service's messages, as sent over HTTP (JSON). Used by `fixtures/province` to serve and to
 * describe itself at /openapi.json, and by `main/core/province` to parse every answer. A real province's own
 * interface is another adapter, not a change here.
 */
import { z } from 'zod';
import { Holder, LicenceDuties, LicenceLibrary } from '../flow/grant';
import { Day, Id, Instant, Sha256 } from '../flow/ids';
import { ProvinceRefusal } from './refusals';
import { LicenceSeal, SealingBody } from './seals';

export { ProvinceRefusal };

/** Shandong rule: 用证事由 is mandatory and at most 200 characters. */
export const UseCause = z.string().trim().min(1).max(200);

export const CaseReference = z.object({
  caseId: Id,
  itemSeq: z.number().int().positive(),
  windowNo: z.string().min(1).max(40),
  clerk: z.string().min(1).max(40),
  useCause: UseCause,
});

/**
 * The same in the query of a question without a body: a GET about a holder's data says its purpose as well (R48). The query
 * is signed with the rest.
 */
export const ReferenceQuery = CaseReference.extend({ itemSeq: z.coerce.number().int().positive() });

/** Purpose of what belongs to no case: calling a number, confirming a shown code. */
export const DeskReference = CaseReference.omit({ caseId: true, itemSeq: true });

/** `it` keeps the machines going; `kiosk` is a self-service window's own account. */
export const ClerkRole = z.enum(['clerk', 'supervisor', 'it', 'kiosk']);

/** POST /v1/clerks/sign-in. 401 CLERK_REFUSED; 403 CLERK_CLOSED: the account is known and was closed. */
export const SignInRequest = z.object({
  account: z.string().min(1).max(40),
  secret: z.string().min(1).max(128),
});
export const SignInAnswer = z.object({
  account: z.string(),
  name: z.string(),
  role: ClerkRole,
});

/** GET /v1/clerks/{account}: does this account still stand, and as what? 404 CLERK_UNKNOWN. */
export const ClerkStanding = z.object({ account: z.string(), role: ClerkRole, open: z.boolean() });

/** POST /v1/codes/verify: whose code is this? Does not use it up. `CODE_REFUSALS` says when not. */
export const VerifyCodeRequest = z.object({ code: z.string().min(1).max(2048), reference: CaseReference });
export const VerifyCodeAnswer = z.object({ holder: Holder, expiresAt: Instant });

/**
 * POST /v1/grants: turns evidence of the holder's presence and will into a grant for one purpose.
 * `shown-code` uses the code up. `id-card`: number and name as read from the chip; 404 HOLDER_UNKNOWN, 409 HOLDER_MISMATCH.
 * `enterprise-agent`: an enterprise by its credit code and the card of whoever acts for it, for cases that were taken in while
 * the province was away (R31); 403 MANDATE_MISSING unless that person may act for it in this item.
 * Answers which of the wanted licence types the holder authorised and which not.
 */
export const GrantRequest = z.object({
  reference: CaseReference,
  evidence: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('shown-code'), code: z.string().min(1).max(2048) }),
    z.object({
      kind: z.literal('id-card'),
      number: z.string().min(1).max(40),
      name: z.string().min(1).max(120),
    }),
    z.object({
      kind: z.literal('enterprise-agent'),
      uscc: z.string().min(1).max(40),
      agent: z.object({ number: z.string().min(1).max(40), name: z.string().min(1).max(120) }),
    }),
  ]),
  wanted: z.array(z.object({ typeSeq: z.number().int().positive(), elements: z.array(z.string()) })).max(50),
});
export const GrantAnswer = z.object({
  grantRef: z.string().min(1),
  holder: Holder,
  /** Who acts for the holder, by evidence that names somebody. */
  actor: Holder.optional(),
  expiresAt: Instant,
  allowed: z.array(z.number().int().positive()),
  withheld: z.array(z.number().int().positive()),
});

/** POST /v1/licences/list: what exists under the grant, without contents. */
export const LicenceListRequest = z.object({
  grantRef: z.string().min(1),
  reference: CaseReference,
  /**
   * Of one library only (R65), the province's with its index of what the cities keep; left out: of all. 424 LIBRARY_DOWN
   * where it does not answer.
   */
  library: LicenceLibrary.optional(),
});
export const LicenceListAnswer = z.object({
  licences: z.array(
    z.object({
      licenceId: z.string().min(1),
      typeSeq: z.number().int().positive(),
      name: z.string(),
      issuer: z.string(),
      status: z.enum(['valid', 'expired', 'revoked']),
      validTo: Day.nullable(),
      /** Where it is kept. */
      library: LicenceLibrary.optional(),
    }),
  ),
  /** Libraries behind the one that was asked which do not answer: what they keep is not in the list. */
  down: z.array(LicenceLibrary).optional(),
});

/** POST /v1/licences/fetch: the granted elements of one licence, signed by the issuer. 403 NOT_GRANTED, 404 LICENCE_UNKNOWN, 410 GRANT_EXPIRED. */
export const LicenceFetchRequest = z.object({
  grantRef: z.string().min(1),
  licenceId: z.string().min(1),
  elements: z.array(z.string()),
  reference: CaseReference,
  /** As the list named it. */
  library: LicenceLibrary.optional(),
});
export const LicenceContent = z.object({
  licenceId: z.string().min(1),
  typeSeq: z.number().int().positive(),
  name: z.string(),
  issuer: z.string(),
  number: z.string(),
  /** GB/T 2260 of the province that issued it, where it is another than this (R66). */
  issuedIn: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  holderName: z.string(),
  holderCode: z.string(),
  status: z.enum(['valid', 'expired', 'revoked']),
  validFrom: Day.or(z.literal('')),
  validTo: Day.nullable(),
  elements: z.record(z.string(), z.string()),
  /** When the issuer last corrected it (R82); not there where it never was. */
  correctedAt: Instant.optional(),
  /** Bodies that seal the document besides its issuer (R71); not there where none does. */
  jointly: z.array(SealingBody).min(1).max(8).optional(),
});
export type LicenceContent = z.infer<typeof LicenceContent>;
/**
 * `signature`: base64 DER ECDSA P-256/SHA-256 over the UTF-8 bytes of `canonicalJson(content)`;
 * `certificate`: base64 DER of the issuer's signing certificate, issued by the province's CA.
 */
export const LicenceFetchAnswer = z.object({
  content: LicenceContent,
  signature: z.string(),
  certificate: z.string(),
  /** Of the UTF-8 bytes of `canonicalJson(content)`; not there where the sender does not tell it (R83). */
  sha256: Sha256.optional(),
  /** Seals of further bodies (R71). */
  seals: z.array(LicenceSeal).max(20).optional(),
});

/** JSON with object keys sorted by code unit at every depth and no blanks: the bytes that issuers sign. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** POST /v1/seals/enrol: a PKCS#10 request (base64 DER) for the hall's seal; answers the chain, signer first, root last (base64 DER). */
export const SealEnrolRequest = z.object({
  hallName: z.string().min(1).max(60),
  windowNo: z.string().min(1).max(40),
  csr: z.string(),
});
export const SealEnrolAnswer = z.object({ chain: z.array(z.string()).min(2) });

/** Who handles an item of the case (R93), as the hall's catalogue names it for the hall's region (GB/T 2260). */
export const Addressee = z.object({
  itemSeq: z.number().int().positive(),
  department: z.string().min(1),
  body: z.string().min(1),
  regionCode: z.string().regex(/^\d{6}$/),
});

/**
 * PUT /v1/receipts/{receiptId}: takes in a case with its sealed receipt. The path id is the idempotency key:
 * first time 201, again with the same contents from the same hall 200 and `duplicate: true`, else 409 RECEIPT_CONFLICT.
 * Bodies come as they are: packed ones are refused.
 */
export const ReceiptParcel = z.object({
  receiptId: Id,
  caseId: Id,
  number: z.string().min(1),
  itemSeq: z.number().int().positive(),
  windowNo: z.string(),
  clerk: z.string(),
  grantRef: z.string(),
  sealedAt: Instant,
  sha256: Sha256,
  auditHead: Sha256,
  /** Number of that head's line in the window's record of operations; 0 where a window does not tell it. */
  auditSeq: z.number().int().nonnegative().default(0),
  training: z.boolean(),
  form: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      value: z.string(),
      source: z.string(),
      /** Of the standard field library, where the field is classed as given once (R05): a typed answer is kept under the enterprise. */
      code: z.string().min(1).max(40).optional(),
      /** A sourced value that was corrected by hand: why, and whose word it replaces (named like `source`). */
      correction: z.object({ reason: z.string(), replaced: z.string(), at: Instant }).optional(),
      /** Sources contradicted each other: how it was settled at the window. */
      decision: z
        .object({ by: z.enum(['chosen', 'objection', 'verification']), reason: z.string(), at: Instant })
        .optional(),
    }),
  ),
  materials: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      settlement: z.string(),
      licenceId: z.string().nullable(),
      /** Why paper was taken in. */
      reason: z.string().default(''),
    }),
  ),
  /** Use record of each licence that was used: where it came from, and who answers for it (R65, R66, R76). */
  licences: z
    .array(
      z.object({
        licenceId: z.string(),
        typeSeq: z.number().int().positive(),
        library: LicenceLibrary.optional(),
        issuedIn: z.string().optional(),
        duties: LicenceDuties.optional(),
      }),
    )
    .optional(),
  /** Taken in while the province could not be reached: no grant, and another receipt follows. */
  provisional: z.literal(true).optional(),
  /** Keys of the materials that were taken as given and are still to be checked. */
  assumed: z.array(z.string()).optional(),
  /** The provisional receipt that this one completes (`confirmed`, `corrected`) or ends (`lapsed`). */
  follows: z
    .object({ receiptId: Id, number: z.string(), outcome: z.enum(['confirmed', 'corrected', 'lapsed']) })
    .optional(),
  /** SHA-256 of the token printed on the receipt that lets the applicant evaluate this case (evaluations.ts). */
  evaluationTokenSha256: Sha256.optional(),
  /** Of a theme each of its items; not there for what is not to be handled yet. */
  addressed: z.array(Addressee).max(50).optional(),
  /** Items whose department the window could not determine. */
  unaddressed: z.array(z.number().int().positive()).max(50).optional(),
  /** Files handed in, by the material they belong to. */
  attachments: z
    .array(
      z.object({
        id: Id,
        material: z.string(),
        name: z.string().min(1),
        mime: z.enum(['image/png', 'image/jpeg', 'application/pdf']),
        sha256: Sha256,
        base64: z.string().min(1),
      }),
    )
    .optional(),
  /** base64 of the sealed PDF. */
  pdf: z.string().min(1),
});
export type ReceiptParcel = z.infer<typeof ReceiptParcel>;
export const ReceiptAnswer = z.object({
  /** The receipt this is about: an answer repeated by something in between must not end another delivery. */
  receiptId: Id,
  provinceRef: z.string().min(1),
  receivedAt: Instant,
  duplicate: z.boolean(),
});

/** GET /v1/health */
export const HealthAnswer = z.object({ service: z.string(), version: z.string(), now: Instant });
