/** What a hall configures at its window. */
import { z } from 'zod';
import { ChosenAct, SECOND_PERSON_ACTS } from './people-views';

export const SettingsView = z.object({
  hallName: z.string().trim().min(1).max(60),
  windowNo: z
    .string()
    .trim()
    .regex(/^[0-9A-Z-]{1,20}$/),
  /** GB/T 2260 code of the hall's own region: whose bodies handle what is taken in here (R93). */
  regionCode: z
    .string()
    .trim()
    .regex(/^(\d{6})?$/)
    .optional(),
  /** Of the queue machine, with `queueGroup`: which queue this window calls from. Empty: no calling here (R36). */
  hallCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Z-]{0,40}$/)
    .optional(),
  queueGroup: z
    .string()
    .trim()
    .regex(/^[0-9A-Z-]{0,20}$/)
    .optional(),
  provinceUrl: z.url().max(300),
  idCardPort: z.string().max(200),
  qrPort: z.string().max(200),
  /** The window locks itself after so many minutes without anybody at it. */
  idleLockMinutes: z.number().int().min(1).max(60).default(5),
  /** Sealed files are shredded here so many days after the province has acknowledged them; their record stays. */
  receiptKeepDays: z.number().int().min(30).max(3650).default(90),
  /** All of them unless the hall says otherwise. */
  secondPersonFor: z
    .array(ChosenAct)
    .max(SECOND_PERSON_ACTS.length)
    .default([...SECOND_PERSON_ACTS]),
});
export type SettingsView = z.infer<typeof SettingsView>;
