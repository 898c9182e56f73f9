/**
 * The request shape of 山东地市电子证照共享服务对接技术规范（试行）, known from one published implementation only: paths, the
 * names in `head` and in the requests, 用证事由 mandatory and at most 200 characters, status 0 and 99. What stands in an
 * answer's `data` is not published; the names here are this project's own. Served by the reference province next to its
 * own interface, on order, so that a second adapter can be written and tried; POST, JSON, HTTP status 200 whatever the answer.
 *
 * This interface knows no grant: who may call it is trusted to have asked the holder. The workstation does so itself before it calls
 * (R48), the service leaves out what the holder withholds and logs every call with its purpose.
 */
import { z } from 'zod';
import { Day } from '../flow/ids';
import { UseCause } from './wire';

export const ShandongHead = z.object({ accessId: z.string().min(1).max(64), accessToken: z.string().min(1) });
/** 0 is good; 99 every other error, told in `message` (Chinese). */
export const ShandongAnswerHead = z.object({ status: z.enum(['0', '99']), message: z.string() });

/** 111 identity number, 001 unified social credit code. */
const HolderTypeCode = z.enum(['111', '001']);

/** `certTypeCode` is the type's part of the identifier of its licences. */
export const ShandongCertInfo = z.object({
  certIdentifier: z.string(),
  certTypeCode: z.string(),
  certTypeName: z.string(),
  certNo: z.string(),
  holder: z.string(),
  holderCode: z.string(),
  issuer: z.string(),
  validFrom: Day.or(z.literal('')),
  validTo: Day.nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
});
export type ShandongCertInfo = z.infer<typeof ShandongCertInfo>;

const CertInfos = z.object({ certInfos: z.array(ShandongCertInfo) });

/** `data` of request and answer by path. `data` is null in an answer with status 99. */
export const SHANDONG_OPERATIONS = {
  queryCertInfoByHolderCode: {
    path: '/queryCertInfoByHolderCode',
    data: z.object({
      holderCode: z.string().min(1).max(40),
      holderTypeCode: HolderTypeCode,
      certTypeCode: z.string().min(1).max(40),
      certNo: z.string().max(120).optional(),
      useCause: UseCause,
    }),
    answer: CertInfos,
  },
  queryCertInfo: {
    path: '/queryCertInfo',
    data: z.object({ certIdentifier: z.string().min(1).max(200), useCause: UseCause }),
    answer: CertInfos,
  },
  queryCertInfoByQRcode: {
    path: '/queryCertInfoByQRcode',
    data: z.object({ qrcode: z.string().min(1).max(2048), useCause: UseCause }),
    answer: CertInfos,
  },
  /** The licence file (licences.ts), all elements, base64. */
  downloadFile: {
    path: '/downloadFile',
    data: z.object({ certIdentifier: z.string().min(1).max(200), useCause: UseCause }),
    answer: z.object({ contentType: z.literal('base64'), content: z.string() }),
  },
  verifyFile: {
    path: '/verifyFile',
    data: z.object({
      certTypeCode: z.string().min(1).max(40),
      contentType: z.literal('base64'),
      content: z.string().min(1),
      useCause: UseCause,
    }),
    answer: z.object({ result: z.enum(['passed', 'failed', 'undetermined']) }),
  },
  verifyCertInfo: {
    path: '/verifyCertInfo',
    data: z.object({
      certTypeCode: z.string().min(1).max(40),
      certData: z.object({
        holderCode: z.string().min(1).max(40),
        holder: z.string().min(1).max(120),
        certNo: z.string().min(1).max(120),
      }),
      useCause: UseCause,
    }),
    answer: z.object({ result: z.enum(['passed', 'failed']) }),
  },
  /** The dictionary of a type's elements, as far as its licences show them. */
  getCertRemarkInfo: {
    path: '/getCertRemarkInfo',
    data: z.object({ certTypeCode: z.string().min(1).max(40) }),
    answer: z.object({ elements: z.array(z.string()) }),
  },
} as const;
export type ShandongOperationName = keyof typeof SHANDONG_OPERATIONS;
