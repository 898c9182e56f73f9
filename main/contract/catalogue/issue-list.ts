/**
 * 发证清单 (R23; 鲁政办字〔2022〕50号 五（一）「逐个明确电子证照证明的时间范围、地域范围、制发周期等服务能力情况」): what
 * each issuing body has in electronic form, for which days of issue, where, and how soon after the decision.
 */
import { z } from 'zod';
import { Day } from '../flow/ids';

/** How soon after the decision the electronic licence is there, at the latest (制发周期). */
export const IssueCycle = z.enum(['at-once', 'daily', 'weekly', 'monthly', 'yearly']);
export type IssueCycle = z.infer<typeof IssueCycle>;

/** One body's row, or the row of all of its kind in a region. */
export const IssueEntry = z.object({
  /** Row of the common licences (annex 2). */
  typeSeq: z.number().int().positive(),
  /** The issuing department as annex 2 names it. */
  issuer: z.string().min(1),
  /** GB/T 2260: 370000 the whole province; of a prefecture: there and in its counties. */
  regionCode: z.string().regex(/^\d{6}$/),
  /** First day of issue that exists electronically. */
  since: Day,
  /** Last day of issue; null: still issued so. */
  until: Day.nullable().default(null),
  cycle: IssueCycle,
  /** Invented for training: no source gives it. */
  fictitious: z.boolean().default(false),
});
export type IssueEntry = z.infer<typeof IssueEntry>;

function isCalendarDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** What is known of one licence before anybody is asked for it. */
export const IssueFacts = z.object({
  typeSeq: z.number().int().positive(),
  /** Day or year of issue, as the applicant says; empty: not said. */
  issued: z
    .string()
    .regex(/^(\d{4}(-\d{2}-\d{2})?)?$/)
    .refine((text) => text.length < 10 || isCalendarDay(text))
    .default(''),
  /** Where it was issued, GB/T 2260; empty: not known. */
  regionCode: z
    .string()
    .regex(/^(\d{6})?$/)
    .default(''),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

/**
 * `not-this-year`, `not-this-place`: the list says that there is none, so nobody is asked. `not-yet`: issued so lately
 * that its cycle is not over. `not-listed`: the list says nothing about it, so the province is asked.
 */
export const IssueStanding = z.enum(['exists', 'not-this-year', 'not-this-place', 'not-yet', 'not-listed']);
export type IssueStanding = z.infer<typeof IssueStanding>;

export const IssueWord = z.object({
  standing: IssueStanding,
  /** Of the rows that were looked at: first day, last day (null: none), regions and the slowest cycle. */
  since: Day.nullable(),
  until: Day.nullable(),
  regions: z.array(z.string()),
  cycle: IssueCycle.nullable(),
});
export type IssueWord = z.infer<typeof IssueWord>;
