import {
  appendBezierCurve,
  closePath,
  fill,
  lineTo,
  moveTo,
  type PDFOperator,
  popGraphicsState,
  pushGraphicsState,
  setFillingColor,
  setLineWidth,
  setStrokingColor,
  stroke,
} from 'pdf-lib';
import type { Face } from './face';
import { INK, PAGE, type Sheet } from './sheet';

/** Outer radius: 40 mm across, the usual size of a department's round seal. */
export const SEAL_RADIUS = 56.7;
const LOWER_TEXT = '政务服务专用章';
const NAME_SIZE = 13.5;
const LOWER_SIZE = 9.2;
/** The name takes at most this much of the circle. */
const NAME_SPAN = (212 / 180) * Math.PI;
const LETTER_ANGLE = (17 / 180) * Math.PI;
/** Control point distance that makes four curves a circle. */
const KAPPA = 0.5523;

/** The visible round seal, drawn as vectors: ring, star, hall name on the arc, purpose below. `y` from the top. */
export function drawSeal(sheet: Sheet, face: Face, hallName: string, centre: { x: number; y: number }): void {
  const { x, y } = { x: centre.x, y: PAGE.height - centre.y };
  sheet.operators(
    pushGraphicsState(),
    setStrokingColor(INK.seal),
    setFillingColor(INK.seal),
    setLineWidth(2.4),
    ...circle(x, y, SEAL_RADIUS - 1.2),
    stroke(),
    ...star(x, y + 3, SEAL_RADIUS * 0.25),
    fill(),
    popGraphicsState(),
  );
  drawNameOnArc(sheet, face, hallName, centre);
  sheet.text(LOWER_TEXT, centre.x - face.width(LOWER_TEXT, LOWER_SIZE) / 2, centre.y + SEAL_RADIUS * 0.7, {
    size: LOWER_SIZE,
    color: INK.seal,
    strong: true,
  });
}

function drawNameOnArc(sheet: Sheet, face: Face, name: string, centre: { x: number; y: number }): void {
  const letters = [...name];
  const step = Math.min(LETTER_ANGLE, NAME_SPAN / Math.max(letters.length - 1, 1));
  const radius = SEAL_RADIUS - 5 - NAME_SIZE;
  const room = step * (radius + NAME_SIZE * 0.38);
  for (const [index, letter] of letters.entries()) {
    const width = face.width(letter, NAME_SIZE);
    const stretch = Math.min(1, (room * 0.96) / width);
    // Clockwise from the top; a letter's foot points to the centre.
    const turn = (index - (letters.length - 1) / 2) * step;
    const half = (width * stretch) / 2;
    sheet.text(
      letter,
      centre.x + radius * Math.sin(turn) - half * Math.cos(turn),
      centre.y - radius * Math.cos(turn) - half * Math.sin(turn),
      { size: NAME_SIZE, color: INK.seal, strong: true, angle: -turn, stretch },
    );
  }
}

function circle(x: number, y: number, radius: number): PDFOperator[] {
  const k = radius * KAPPA;
  return [
    moveTo(x + radius, y),
    appendBezierCurve(x + radius, y + k, x + k, y + radius, x, y + radius),
    appendBezierCurve(x - k, y + radius, x - radius, y + k, x - radius, y),
    appendBezierCurve(x - radius, y - k, x - k, y - radius, x, y - radius),
    appendBezierCurve(x + k, y - radius, x + radius, y - k, x + radius, y),
    closePath(),
  ];
}

function star(x: number, y: number, radius: number): PDFOperator[] {
  // cos 72° / cos 36°: the inner radius of a regular pentagram.
  const inner = radius * 0.381966;
  const points = Array.from({ length: 10 }, (_, index) => {
    const turn = Math.PI / 2 + (index * Math.PI) / 5;
    const distance = index % 2 === 0 ? radius : inner;
    return { x: x + distance * Math.cos(turn), y: y + distance * Math.sin(turn) };
  });
  return [
    ...points.map((point, index) => (index === 0 ? moveTo(point.x, point.y) : lineTo(point.x, point.y))),
    closePath(),
  ];
}
