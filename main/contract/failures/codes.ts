/**
 * The one catalogue of ways to fail. A code reads STAGE_WHAT; its retry class says who acts next:
 * `clerk` (a person at the window can put it right), `automatic` (the workstation tries again by itself),
 * `never` (the same thing will fail the same way; somebody has to be told).
 * Texts and remedies stand in words.zh-CN.ts; the type there demands an entry for every code here.
 */
export const FAILURE_RETRY = {
  DEVICE_PORT_MISSING: 'automatic',
  DEVICE_PORT_BUSY: 'automatic',
  DEVICE_PORT_FORBIDDEN: 'automatic',
  DEVICE_PORT_NOT_SERIAL: 'never',
  DEVICE_LOST: 'automatic',
  DEVICE_SILENT: 'automatic',
  DEVICE_FRAME_CHECKSUM: 'automatic',
  DEVICE_FRAME_LENGTH: 'automatic',
  DEVICE_FRAME_TRUNCATED: 'automatic',
  DEVICE_READ_REFUSED: 'clerk',
  DEVICE_SAM_FAULT: 'never',
  DEVICE_CODE_TOO_LONG: 'clerk',
  DEVICE_DRIVER_MISSING: 'never',
  DEVICE_UNSUPPORTED: 'never',
  DEVICE_TWINS: 'never',
  DEVICE_RECORDING_INVALID: 'never',
  DEVICE_RECORDING_UNWRITABLE: 'clerk',

  CREDENTIAL_CARD_TYPE_UNKNOWN: 'clerk',
  CREDENTIAL_CARD_TEXT_INVALID: 'clerk',
  CREDENTIAL_CARD_EXPIRED: 'clerk',
  CREDENTIAL_CODE_UNREADABLE: 'clerk',
  CREDENTIAL_CODE_UNKNOWN: 'clerk',

  CATALOGUE_ITEM_UNKNOWN: 'clerk',
  CATALOGUE_ITEM_UNDEFINED: 'clerk',
  CATALOGUE_INVALID: 'never',

  LICENCE_CODE_EXPIRED: 'clerk',
  LICENCE_CODE_USED: 'clerk',
  LICENCE_CODE_REFUSED: 'clerk',
  LICENCE_HOLDER_UNKNOWN: 'clerk',
  LICENCE_HOLDER_MISMATCH: 'clerk',
  LICENCE_HOLDER_KIND: 'clerk',
  LICENCE_GRANT_MISSING: 'never',
  LICENCE_GRANT_REFUSED: 'clerk',
  LICENCE_GRANT_EXPIRED: 'clerk',
  LICENCE_NOT_FOUND: 'clerk',
  LICENCE_SIGNATURE_WRONG: 'clerk',

  FORM_FIELD_UNKNOWN: 'never',
  FORM_FIELD_LOCKED: 'clerk',
  FORM_INCOMPLETE: 'clerk',

  RECEIPT_GLYPH_MISSING: 'clerk',
  RECEIPT_SEAL_MISSING: 'automatic',
  RECEIPT_SEAL_EXPIRED: 'never',
  RECEIPT_SEAL_FAILED: 'never',
  RECEIPT_UNKNOWN: 'clerk',
  RECEIPT_FILE_UNREADABLE: 'clerk',

  OUTBOX_PARCEL_UNKNOWN: 'clerk',
  OUTBOX_PARCEL_STATE: 'clerk',

  PROVINCE_UNREACHABLE: 'automatic',
  PROVINCE_TIMEOUT: 'automatic',
  PROVINCE_BUSY: 'automatic',
  PROVINCE_REFUSED: 'never',
  PROVINCE_CONFLICT: 'never',
  PROVINCE_ANSWER_INVALID: 'automatic',

  STORE_LOCKED: 'clerk',
  STORE_WRONG_KEY: 'clerk',
  STORE_KEYRING_DAMAGED: 'never',
  STORE_VAULT_GONE: 'never',
  STORE_DAMAGED: 'never',
  STORE_FROM_FUTURE: 'never',
  STORE_NOT_DURABLE: 'never',
  STORE_DISK_FULL: 'clerk',
  STORE_IN_USE: 'clerk',
  STORE_UNWRITABLE: 'never',

  AUDIT_CHAIN_BROKEN: 'never',

  CLERK_REFUSED: 'clerk',
  CLERK_OFFLINE_UNKNOWN: 'clerk',
  CLERK_SIGNED_OUT: 'clerk',

  CASE_NONE: 'clerk',
  CASE_STATE: 'clerk',
  CASE_ITEM_MISSING: 'clerk',

  CONFIG_INVALID: 'clerk',
  CONFIG_UNREADABLE: 'clerk',

  CALL_UNKNOWN: 'never',
  CALL_INVALID: 'never',
  CALL_ANSWER_INVALID: 'never',
  CALL_FORBIDDEN: 'never',

  CORE_GONE: 'automatic',
  CORE_FAULT: 'never',
  CORE_NO_RUNTIME: 'never',

  USAGE_WRONG: 'clerk',
} as const;

export type FailureCode = keyof typeof FAILURE_RETRY;
export const FAILURE_CODES = Object.keys(FAILURE_RETRY) as FailureCode[];
