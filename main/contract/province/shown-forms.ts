/** What an applicant may hold to the scanner, as the training world and its province tell the forms apart (R38, R41). */
import { z } from 'zod';

export const ShownForm = z.enum([
  'one-code',
  'business-licence',
  'medical-voucher',
  'social-security-voucher',
  'department-code',
]);
export type ShownForm = z.infer<typeof ShownForm>;
