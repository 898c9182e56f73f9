import {
  LineCapStyle,
  LineJoinStyle,
  lineTo,
  moveTo,
  type PDFOperator,
  popGraphicsState,
  pushGraphicsState,
  setLineCap,
  setLineJoin,
  setLineWidth,
  setStrokingColor,
  stroke,
} from 'pdf-lib';
import type { Signature } from '../../../contract/flow/signature';
import { INK, PAGE, type Sheet } from './sheet';

/** The strokes as lines, as thick as the pen was pressed; `left`, `top` and `width` of the pad, in points from the page's upper left. */
export function drawHand(
  sheet: Sheet,
  { strokes }: Signature,
  { left, top, width }: { left: number; top: number; width: number },
): void {
  const place = ([x, y]: readonly number[]): [number, number] => [
    left + ((x ?? 0) * width) / 1000,
    PAGE.height - (top + ((y ?? 0) * width) / 1000),
  ];
  const lines = strokes.flatMap((points): PDFOperator[] =>
    points.flatMap((point, index) => {
      // A dot is a line of no length with a round end.
      const from = points[Math.max(index - 1, 0)] ?? point;
      if (index === 0 && points.length > 1) return [];
      return [
        setLineWidth(0.7 + (1.5 * point[3]) / 255),
        moveTo(...place(from)),
        lineTo(...place(point)),
        stroke(),
      ];
    }),
  );
  sheet.operators(
    pushGraphicsState(),
    setStrokingColor(INK.text),
    setLineCap(LineCapStyle.Round),
    setLineJoin(LineJoinStyle.Round),
    ...lines,
    popGraphicsState(),
  );
}
