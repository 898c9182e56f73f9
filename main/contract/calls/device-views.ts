/** What a window shows of devices beyond their state: bringing scanners into order, and what the doctor found. */
import { z } from 'zod';

/** What to scan so that one maker's scanner that types like a keyboard sends its codes over a line of its own. */
export const ScannerSetupView = z.object({
  /** Empty: any other maker. */
  maker: z.string(),
  steps: z.array(z.string()),
  /** False: not seen in the maker's own manual, or not tried on a device. */
  certain: z.boolean(),
  /** A scanner of this maker that types is plugged in now; its name where it tells one. */
  plugged: z.object({ product: z.string() }).nullable(),
  /** The set-up codes as the hall's IT keeps them from the maker's manual: data URLs, to be scanned in this order. */
  pictures: z.array(z.string().startsWith('data:image/')),
});
export type ScannerSetupView = z.infer<typeof ScannerSetupView>;

/** What the device doctor found out: one finding in words, at most a few lines, no personal data. */
export const ExaminationView = z.object({
  verdict: z.enum(['fine', 'fault', 'unknown']),
  findings: z.array(
    z.object({
      device: z.string(),
      verdict: z.enum(['fine', 'fault', 'unknown']),
      lines: z.array(z.string()),
    }),
  ),
});
export type ExaminationView = z.infer<typeof ExaminationView>;
