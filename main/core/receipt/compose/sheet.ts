import {
  beginText,
  endText,
  type PDFDocument,
  type PDFFont,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  rgb,
  setFillingColor,
  setFontAndSize,
  setLineWidth,
  setStrokingColor,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  TextRenderingMode,
} from 'pdf-lib';
import { drawable, type Face } from './face';

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const MARGIN = { left: 62, right: 62, top: 62, bottom: 66 } as const;
export const BODY_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;

export const INK = {
  text: rgb(0.1, 0.1, 0.12),
  muted: rgb(0.42, 0.44, 0.47),
  rule: rgb(0.62, 0.64, 0.67),
  shade: rgb(0.955, 0.96, 0.968),
  seal: rgb(0.8, 0.06, 0.1),
  watermark: rgb(0.925, 0.93, 0.94),
} as const;
/** Width of the line around a letter, in parts of its size. */
const STRONG = 0.022;
const THICKENED = 0.03;

export type InkColor = ReturnType<typeof rgb>;

export interface TextStyle {
  size: number;
  color?: InkColor;
  /** Drawn with a hairline around it: the product carries one weight of the face. */
  strong?: boolean;
  /** Counter-clockwise, radians. */
  angle?: number;
  /** Horizontal scale of the glyphs. */
  stretch?: number;
}

/** One page with its origin at the top left, y growing downwards, all in points. */
export interface Sheet {
  readonly page: PDFPage;
  /** `y` is the baseline. */
  text(text: string, x: number, y: number, style: TextStyle): void;
  rule(x1: number, y1: number, x2: number, y2: number, thickness: number, color?: InkColor): void;
  box(x: number, y: number, width: number, height: number, color: InkColor): void;
  frame(x: number, y: number, width: number, height: number, thickness: number, color?: InkColor): void;
  /** Operators in the page's own coordinates (origin at the bottom left). */
  operators(...operators: PDFOperator[]): void;
}

/** `fonts`: the embedded font of each face that `face` draws with. */
export function addSheet(document: PDFDocument, fonts: ReadonlyMap<Face, PDFFont>, face: Face): Sheet {
  const page = document.addPage([PAGE.width, PAGE.height]);
  const keys = new Map<PDFFont, PDFName>();
  const keyOf = (font: PDFFont): PDFName => {
    const known = keys.get(font);
    if (known) return known;
    const key = page.node.newFontDictionary(font.name, font.ref);
    keys.set(font, key);
    return key;
  };
  const show = (text: string, size: number, strong: boolean): PDFOperator[] =>
    face.runs(text).flatMap((run) => {
      const font = fonts.get(run.face);
      if (!font) throw new Error('text of a face that is not embedded');
      // The strokes of a face of another style are thin beside the main one's.
      const isThin = run.face.bytes !== face.bytes;
      return [
        ...(strong || isThin ? [setLineWidth(size * (isThin ? THICKENED : STRONG))] : []),
        setTextRenderingMode(strong || isThin ? TextRenderingMode.FillAndOutline : TextRenderingMode.Fill),
        setFontAndSize(keyOf(font), size),
        showText(font.encodeText(run.text)),
      ];
    });
  return {
    page,
    text(raw, x, y, style) {
      const text = drawable(raw);
      if (text === '') return;
      const missing = face.missing(text);
      if (missing) throw new Error(`unchecked text reached the page: ${missing}`);
      const { size, color = INK.text, strong = false, angle = 0, stretch = 1 } = style;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      page.pushOperators(
        beginText(),
        setFillingColor(color),
        setStrokingColor(color),
        setTextMatrix(cos * stretch, sin * stretch, -sin, cos, x, PAGE.height - y),
        ...show(text, size, strong),
        endText(),
      );
    },
    rule(x1, y1, x2, y2, thickness, color = INK.rule) {
      page.drawLine({
        start: { x: x1, y: PAGE.height - y1 },
        end: { x: x2, y: PAGE.height - y2 },
        thickness,
        color,
      });
    },
    box(x, y, width, height, color) {
      page.drawRectangle({ x, y: PAGE.height - y - height, width, height, color });
    },
    frame(x, y, width, height, thickness, color = INK.rule) {
      page.drawRectangle({
        x,
        y: PAGE.height - y - height,
        width,
        height,
        borderWidth: thickness,
        borderColor: color,
      });
    },
    operators: (...operators) => page.pushOperators(...operators),
  };
}

/** Baseline of text of `size` that sits in the middle of a line from `top` of `height`. */
export function baseline(top: number, height: number, size: number): number {
  return top + height / 2 + size * 0.36;
}
