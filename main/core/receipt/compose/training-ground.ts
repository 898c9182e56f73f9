import {
  appendBezierCurve,
  closePath,
  concatTransformationMatrix,
  drawObject,
  fill,
  lineTo,
  moveTo,
  type PDFDocument,
  PDFName,
  type PDFOperator,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
  setFillingColor,
} from 'pdf-lib';
import type { Face } from './face';
import { INK, type InkColor, PAGE, type Sheet } from './sheet';

export const TRAINING_MARK = '训练件\u3000不具法律效力';
const SIZE = 44;
const ANGLE = Math.PI / 5.2;

/**
 * The training mark across a page, large and pale, kept once per document. Drawn as outlines: as text it would be
 * scattered between the lines of whatever is copied or searched on the page.
 */
export function trainingGround(document: PDFDocument, face: Face): PDFRef {
  return markGround(document, face, TRAINING_MARK, { color: INK.watermark, centres: [0.64, 0.26] });
}

/** The same for any mark; `centres`: how high on the page its middle stands, as parts of the height. */
export function markGround(
  document: PDFDocument,
  face: Face,
  mark: string,
  { color, centres }: { color: InkColor; centres: readonly number[] },
): PDFRef {
  const scale = SIZE / face.font.unitsPerEm;
  const half = face.width(mark, SIZE) / 2;
  const [cos, sin] = [Math.cos(ANGLE), Math.sin(ANGLE)];
  const operators: PDFOperator[] = [setFillingColor(color)];
  for (const centre of centres.map((part) => PAGE.height * part)) {
    let along = -half;
    for (const character of mark) {
      const [x, y] = [PAGE.width / 2 + along * cos, centre + along * sin];
      operators.push(
        pushGraphicsState(),
        concatTransformationMatrix(cos * scale, sin * scale, -sin * scale, cos * scale, x, y),
        ...outline(face, character),
        fill(),
        popGraphicsState(),
      );
      along += face.width(character, SIZE);
    }
  }
  return document.context.register(
    document.context.formXObject(operators, { BBox: document.context.obj([0, 0, PAGE.width, PAGE.height]) }),
  );
}

/** Has to come first on a page, to lie under everything. */
export function layGround(sheet: Sheet, ground: PDFRef): void {
  const name = PDFName.of(`Ground${ground.objectNumber}`);
  sheet.page.node.setXObject(name, ground);
  sheet.operators(pushGraphicsState(), drawObject(name), popGraphicsState());
}

/** A TrueType outline as PDF path operators; PDF has no quadratic curves. */
function outline(face: Face, character: string): PDFOperator[] {
  let [fromX, fromY] = [0, 0];
  const operators: PDFOperator[] = [];
  for (const { command, args } of face.font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.commands) {
    const [a = 0, b = 0, x = a, y = b] = args;
    if (command === 'closePath') operators.push(closePath());
    else if (command === 'moveTo') operators.push(moveTo(x, y));
    else if (command === 'lineTo') operators.push(lineTo(x, y));
    else operators.push(appendBezierCurve(third(fromX, a), third(fromY, b), third(x, a), third(y, b), x, y));
    [fromX, fromY] = [x, y];
  }
  return operators;
}

/** Control point of the cubic curve that equals a quadratic one: two thirds of the way to its control point. */
function third(end: number, control: number): number {
  return end + (2 / 3) * (control - end);
}
