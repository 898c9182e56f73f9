import { z } from 'zod';

/** A point of the pen: thousandths of the pad's width from its upper left corner, ms since the first point, pressure 0-255. */
const Point = z.tuple([
  z.number().int().min(0).max(1000),
  z.number().int().min(0).max(1000),
  z.number().int().min(0).max(600_000),
  z.number().int().min(0).max(255),
]);

/** Signed by hand on screen: strokes as drawn. `ratio`: height of the pad to its width, in thousandths. Level 4 data. */
export const Signature = z
  .object({
    ratio: z.number().int().min(100).max(1000),
    strokes: z.array(z.array(Point).min(1).max(2000)).min(1).max(60),
  })
  .refine(({ strokes }) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= 8000, {
    error: 'too many points',
  });
export type Signature = z.infer<typeof Signature>;
