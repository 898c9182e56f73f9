/**
 * 一码亮证 (R43): a shown code is held against one question of a short list, without a case. The province answers the
 * question and no more; the list of scenes is this project's own, after the fields that the plans name (transport, health,
 * school, entry).
 */
import { z } from 'zod';
import { Day, Id, Instant } from '../flow/ids';
import type { Operation } from './operation';
import { CODE_REFUSALS } from './refusals';
import { DeskReference } from './wire';

export const ConfirmScene = z.enum([
  'driving',
  'medical',
  'school',
  'entry',
  'senior',
  'disability',
  'business',
]);
export type ConfirmScene = z.infer<typeof ConfirmScene>;

/** The licence each scene asks for, and the 用证事由 that stands on the log. */
export const SCENES: Readonly<Record<ConfirmScene, { typeSeq: number; useCause: string }>> = {
  driving: { typeSeq: 4, useCause: '交通出行：核验是否持有有效的机动车驾驶证' },
  medical: { typeSeq: 19, useCause: '看病就医：核验是否持有有效的医保电子凭证' },
  school: { typeSeq: 20, useCause: '入学入托：核验是否持有有效的出生医学证明' },
  entry: { typeSeq: 1, useCause: '入场通行：核验是否持有有效的居民身份证' },
  senior: { typeSeq: 22, useCause: '老年优待：核验是否持有有效的老年人优待证' },
  disability: { typeSeq: 31, useCause: '残疾人优待：核验是否持有有效的残疾人证' },
  business: { typeSeq: 33, useCause: '市场主体扫码验证：核验是否持有有效的营业执照' },
};

/** POST /v1/codes/confirm: one showing, one answer: uses the code up. `requestId` makes a repeated question harmless. */
export const ConfirmCodeRequest = z.object({
  requestId: Id,
  code: z.string().min(1).max(2048),
  scene: ConfirmScene,
  reference: DeskReference,
});
export const ConfirmCodeAnswer = z.object({
  scene: ConfirmScene,
  /** `withheld`: there is such a licence and its holder lets nobody ask for it. */
  answer: z.enum(['yes', 'no', 'withheld']),
  /** A person's name is masked; an enterprise's is public. */
  holder: z.object({ kind: z.enum(['person', 'enterprise']), nameMasked: z.string().min(1) }),
  /** Of the licence, with `yes`; null where it has no end. */
  validTo: Day.nullable(),
  confirmedAt: Instant,
});

export const CONFIRM_OPERATIONS = {
  confirmCode: {
    method: 'POST',
    path: '/v1/codes/confirm',
    body: ConfirmCodeRequest,
    answers: { 200: ConfirmCodeAnswer },
    refusals: [...CODE_REFUSALS, 'HOLDER_DECEASED', 'REQUEST_CONFLICT'],
  },
} as const satisfies Record<string, Operation>;
