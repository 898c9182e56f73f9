/**
 * Names of the municipal interface, as data: what each of our fields is called there. Several names stand where sources
 * differ (two spellings of the identifier; pinyin initials of GB/T 36903 beside English words); the first one present counts.
 */
import { isAbsolute } from 'node:path';
import { z } from 'zod';

export const METADATA = {
  licenceId: ['certIdentifier', 'certificateIdentifier', 'ZZBS'],
  name: ['certName', 'certTypeName', 'ZZMC'],
  number: ['certNo', 'ZZBH'],
  issuer: ['issueDeptName', 'issuer', 'ZZBFJG'],
  holderName: ['holder', 'holderName', 'CZZT'],
  holderCode: ['holderCode', 'CZZTDM'],
  holderCodeType: ['holderTypeCode', 'CZZTDMLXDM'],
  typeCode: ['certTypeCode', 'ZZLXDM'],
  validFrom: ['validFrom', 'validStart', 'ZZYXQQSRQ', 'QSSJ'],
  validTo: ['validTo', 'validEnd', 'ZZYXQJZRQ', 'JZSJ'],
  state: ['state', 'certState', 'ZZZT'],
} as const satisfies Record<string, readonly string[]>;
export type MetadataName = keyof typeof METADATA;

/** 03 撤销, 04 注销, 06 办理转出, 07 吊销, 99 其他; 05 失效; or in words. Anything else leaves it to the dates. */
export const STATES: Readonly<Record<string, 'revoked' | 'expired'>> = {
  '03': 'revoked',
  '04': 'revoked',
  '05': 'expired',
  '06': 'revoked',
  '07': 'revoked',
  '99': 'revoked',
  revoked: 'revoked',
  expired: 'expired',
};

/** Both spellings of the identifier's key, as requests carry them. */
export const IDENTIFIER_KEYS = ['certIdentifier', 'certificateIdentifier'] as const;

/** Written where a licence has no end. */
export const WITHOUT_END: readonly string[] = ['长期', '99991231', '9999-12-31'];

/** One licence type: ours, theirs (GB/T 36904, 21 characters), and what its elements are called there (KZ_…). */
export const TypeMapping = z.object({
  typeSeq: z.number().int().positive(),
  certTypeCode: z.string().min(1).max(40),
  elements: z.record(z.string().min(1), z.string().min(1)),
});
export type TypeMapping = z.infer<typeof TypeMapping>;

/** In the configuration, written by an administrator together with the municipal platform. */
export const ShandongSettings = z.object({
  url: z.url().max(300),
  accessId: z.string().min(1).max(100),
  /** File with the token; it stands in no configuration. Absolute. */
  accessTokenPath: z.string().max(260).refine(isAbsolute),
  /** PEM of the only root that is believed; needed for https. Absolute, or empty for a plain loopback. */
  rootPath: z
    .string()
    .max(260)
    .refine((path) => path === '' || isAbsolute(path))
    .default(''),
  types: z.array(TypeMapping).max(200),
});
export type ShandongSettings = z.infer<typeof ShandongSettings>;
