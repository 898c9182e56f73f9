import type { PDFDocument, PDFFont } from 'pdf-lib';
import type { Face } from './face';
import { addSheet, BODY_WIDTH, baseline, INK, MARGIN, PAGE, type Sheet } from './sheet';
import { wrap } from './wrap';

const BODY_SIZE = 10.5;
const BODY_LEADING = 18;

/** The pages of one document as they fill: a cursor that moves down and goes to a new page when there is no room. */
export interface Flow {
  readonly face: Face;
  readonly sheets: readonly Sheet[];
  readonly sheet: Sheet;
  /** Top of the next thing, in points from the top of the page. */
  y: number;
  /** Makes sure that `height` points are free; true where that took a new page. */
  ensure(height: number): boolean;
  heading(text: string, keepWith: number): void;
  /** A paragraph over the body's width; `indent` in characters of the first line. */
  paragraph(
    text: string,
    options?: { indent?: number; size?: number; color?: (typeof INK)[keyof typeof INK] },
  ): void;
  /** Height `paragraph` would take. */
  paragraphHeight(text: string, options?: { indent?: number; size?: number }): number;
}

export const HEADING_HEIGHT = 30;
const BOTTOM = PAGE.height - MARGIN.bottom;

/** `prepare` draws what lies under everything on a new page. */
export function createFlow(
  document: PDFDocument,
  fonts: ReadonlyMap<Face, PDFFont>,
  face: Face,
  prepare: (sheet: Sheet) => void,
): Flow {
  const newSheet = (): Sheet => {
    const added = addSheet(document, fonts, face);
    prepare(added);
    return added;
  };
  const sheets: Sheet[] = [newSheet()];
  let sheet = sheets[0] as Sheet;
  const indented = (text: string, indent: number): string => '\u3000'.repeat(indent) + text;
  const leadingOf = (size: number): number => (size * BODY_LEADING) / BODY_SIZE;

  const flow: Flow = {
    face,
    sheets,
    get sheet() {
      return sheet;
    },
    y: MARGIN.top,
    ensure(height) {
      if (flow.y + height <= BOTTOM) return false;
      sheet = newSheet();
      sheets.push(sheet);
      flow.y = MARGIN.top;
      return true;
    },
    heading(text, keepWith) {
      flow.ensure(HEADING_HEIGHT + keepWith);
      flow.sheet.text(text, MARGIN.left, baseline(flow.y + 8, HEADING_HEIGHT - 8, 12), {
        size: 12,
        strong: true,
      });
      flow.y += HEADING_HEIGHT;
    },
    paragraph(text, { indent = 2, size = BODY_SIZE, color = INK.text } = {}) {
      const leading = leadingOf(size);
      const lines = wrap(face, indented(text, indent), size, BODY_WIDTH);
      for (const [index, line] of lines.entries()) {
        // Neither the first nor the last line of a paragraph stands alone on a page.
        const left = lines.length - index;
        flow.ensure(index === 0 || left === 2 ? Math.min(left, 2) * leading : leading);
        flow.sheet.text(line, MARGIN.left, baseline(flow.y, leading, size), { size, color });
        flow.y += leading;
      }
    },
    paragraphHeight(text, { indent = 2, size = BODY_SIZE } = {}) {
      return wrap(face, indented(text, indent), size, BODY_WIDTH).length * leadingOf(size);
    },
  };
  return flow;
}
