/**
 * Who calls: secure mode of the reference service. Written so that both sides can be built from this page alone.
 *
 * TRANSPORT. HTTPS, TLS 1.3. The server's certificate is issued by the province's CA (names: 127.0.0.1, ::1,
 * localhost); the client trusts that CA and no other. The client presents a certificate of the same CA (mutual TLS)
 * with extended key usage clientAuth, obtained by enrolment:
 *   POST /v1/clients/enrol { code, hallName, windowNo, csr } needs no certificate, token or signature. `code` is handed
 *   over out of band, works once and for a limited time (ENROLMENT_REFUSED otherwise). `csr`: base64 DER PKCS#10 with an EC P-256
 *   key that never leaves the workstation; its subject is ignored. The answer's `chain` is base64 DER, client first, root last.
 *
 * TOKEN (RFC 6749 4.4, RFC 8705). POST /oauth/token, content-type application/x-www-form-urlencoded, body
 *   grant_type=client_credentials&client_id=<clientId>, over the client's certificate (tls_client_auth): no token, no
 *   signature. Answers { access_token, token_type: "Bearer", expires_in } (seconds). The token is opaque to the client and
 *   bound to the SHA-256 thumbprint of its certificate: with any other certificate it is TOKEN_INVALID. Past its end: TOKEN_EXPIRED; ask for
 *   another one. CLIENT_UNKNOWN: no certificate, one of another CA, expired, or withdrawn.
 *
 * SIGNATURE (RFC 9421 HTTP Message Signatures, RFC 9530 Digest Fields). Every other request of a workstation carries
 *   Authorization: Bearer <access_token>
 *   Content-Digest: sha-256=:<base64 of SHA-256 of the body as sent>:        only with a body
 *   Signature-Input: mzc=(<components>);created=<s>;nonce="<n>";keyid="<thumbprint>";alg="ecdsa-p256-sha256"
 *   Signature: mzc=:<base64 of 64 bytes>:
 * <components> in this order: "@method" "@authority" "@path" "@query" "authorization", and with a body also
 * "content-digest" "content-type". <s>: epoch SECONDS. <n>: 16 random bytes or more, base64url, fresh for every try, repetitions
 * of a request included. <thumbprint>: base64url, unpadded, of SHA-256 over the DER of the client's certificate.
 * The signature is ECDSA on P-256 with SHA-256 by the certificate's key, as r then s, 32 bytes each, big-endian
 * (RFC 9421 3.3.4; not DER). What is signed is the UTF-8 of the signature base: one line per component, then the line
 * "@signature-params", separated by LF, without LF at the end:
 *   "@method": POST
 *   "@authority": 127.0.0.1:8720
 *   "@path": /v1/licences/fetch
 *   "@query": ?
 *   "authorization": Bearer eyJ...
 *   "content-digest": sha-256=:X48E9q...:
 *   "content-type": application/json
 *   "@signature-params": ("@method" "@authority" ... "content-type");created=1790000000;nonce="...";keyid="...";alg="ecdsa-p256-sha256"
 * "@method" upper case; "@authority" is the Host header in lower case, without the scheme's default port; "@path" the
 * path as sent, still percent-encoded; "@query" the query with its question mark, and a lone question mark without a query;
 * header values trimmed. "@signature-params" repeats the value of Signature-Input after `mzc=` byte for byte.
 *
 * REFUSALS, all 401, looked at in this order: CLIENT_UNKNOWN, TOKEN_INVALID, TOKEN_EXPIRED, SIGNATURE_INVALID (absent, other components or
 * parameters, wrong digest, wrong key, wrong signature), CLOCK_SKEW (`created` more than SIGNATURE_WINDOW_S away from the
 * service's clock, whose time is the Date header of every answer), REQUEST_REPLAYED (this keyid used this nonce before).
 * A refused signature does not use up its nonce. GET /v1/health and /openapi.json are open to anybody; POST
 * /v1/evaluations to applicants without a certificate.
 */
import { z } from 'zod';
import { Instant } from '../flow/ids';
import type { Operation } from './operation';

/** Seconds that `created` may differ from the service's clock, either way; nonces are remembered at least as long. */
export const SIGNATURE_WINDOW_S = 300;
/** The label of the one signature a request carries. */
export const SIGNATURE_LABEL = 'mzc';
export const SIGNATURE_ALGORITHM = 'ecdsa-p256-sha256';
export const SIGNED_ALWAYS = ['@method', '@authority', '@path', '@query', 'authorization'] as const;
export const SIGNED_WITH_BODY = [...SIGNED_ALWAYS, 'content-digest', 'content-type'] as const;

export const EnrolClientRequest = z.object({
  code: z.string().min(1).max(80),
  hallName: z.string().min(1).max(60),
  windowNo: z.string().min(1).max(40),
  csr: z.string().min(1).max(8_192),
});
export const EnrolClientAnswer = z.object({
  clientId: z.string().min(1),
  chain: z.array(z.string()).min(2),
  /** End of the certificate. */
  expiresAt: Instant,
});

export const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().min(1).max(80),
});
export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.number().int().positive(),
});

export const SECURITY_OPERATIONS = {
  enrolClient: {
    method: 'POST',
    path: '/v1/clients/enrol',
    caller: 'enrolment',
    body: EnrolClientRequest,
    answers: { 201: EnrolClientAnswer },
    refusals: ['ENROLMENT_REFUSED'],
  },
  issueToken: {
    method: 'POST',
    path: '/oauth/token',
    caller: 'token',
    body: TokenRequest,
    answers: { 200: TokenAnswer },
    refusals: ['CLIENT_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
