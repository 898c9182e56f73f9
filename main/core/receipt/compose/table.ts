import { drawable, type Face } from './face';
import type { Flow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE } from './sheet';
import { wrap } from './wrap';

const SIZE = 9.5;
const LEADING = 14;
const PAD_X = 5;
const PAD_Y = 3.5;
const HEAD_HEIGHT = 22;
/** More lines than this cannot stand on one page under a head: the row goes on in another row. */
const MOST_LINES = Math.floor((PAGE.height - MARGIN.top - MARGIN.bottom - HEAD_HEIGHT - 2 * PAD_Y) / LEADING);

export interface Column {
  title: string;
  /** Points; the last column takes what is left. */
  width: number;
  align?: 'left' | 'center';
}

/** A ruled table over the body's width. The head stands again on every page; no row is torn, no last row stands alone. */
export function drawTable(
  flow: Flow,
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): void {
  const widths = fittedWidths(columns);
  const filled = rows.length > 0 ? rows : [columns.map((_, index) => (index === 1 ? '无' : ''))];
  const cells = filled.flatMap((row) => rowLines(flow.face, row, widths));
  const heights = cells.map(rowHeight);
  flow.heading(title, HEAD_HEIGHT + (heights[0] ?? 0) + (heights.length > 1 ? (heights[1] ?? 0) : 0));
  drawHead(flow, columns, widths);
  for (const [index, lines] of cells.entries()) {
    const height = heights[index] ?? 0;
    const lastPair = index === cells.length - 2 && index > 0 ? (heights[index + 1] ?? 0) : 0;
    const keep = height + lastPair <= MOST_LINES * LEADING ? height + lastPair : height;
    if (flow.ensure(keep)) drawHead(flow, columns, widths);
    drawRow(flow, columns, widths, lines, height);
  }
  flow.y += 6;
}

/** Label and value in pairs of columns, four cells a row; a pair marked `wide` takes the whole row. */
export function drawGrid(
  flow: Flow,
  pairs: readonly { label: string; value: string; wide?: boolean }[],
): void {
  const labelWidth = 68;
  const half = BODY_WIDTH / 2;
  const queue = [...pairs];
  while (queue.length > 0) {
    const left = queue.shift();
    const right = left?.wide || queue[0]?.wide ? undefined : queue.shift();
    const cells = [left, right].filter((cell) => cell !== undefined);
    const cellWidth = cells.length === 1 ? BODY_WIDTH : half;
    const wrapped = cells.map((cell) => ({
      label: cell.label,
      lines: wrap(flow.face, drawable(cell.value), SIZE + 0.5, cellWidth - labelWidth - 2 * PAD_X - 2),
    }));
    const height = Math.max(...wrapped.map((cell) => cell.lines.length)) * (LEADING + 1) + 2 * PAD_Y;
    flow.ensure(height);
    for (const [index, cell] of wrapped.entries()) {
      const x = MARGIN.left + index * half;
      flow.sheet.box(x, flow.y, labelWidth, height, INK.shade);
      flow.sheet.frame(x, flow.y, cellWidth, height, 0.5);
      flow.sheet.rule(x + labelWidth, flow.y, x + labelWidth, flow.y + height, 0.5);
      flow.sheet.text(cell.label, x + PAD_X + 2, baseline(flow.y, height, SIZE), {
        size: SIZE,
        color: INK.muted,
      });
      const top = flow.y + (height - cell.lines.length * (LEADING + 1)) / 2;
      for (const [at, line] of cell.lines.entries()) {
        const y = baseline(top + at * (LEADING + 1), LEADING + 1, SIZE + 0.5);
        flow.sheet.text(line, x + labelWidth + PAD_X + 2, y, { size: SIZE + 0.5 });
      }
    }
    flow.y += height;
  }
  flow.y += 6;
}

function drawHead(flow: Flow, columns: readonly Column[], widths: readonly number[]): void {
  flow.sheet.box(MARGIN.left, flow.y, BODY_WIDTH, HEAD_HEIGHT, INK.shade);
  flow.sheet.rule(MARGIN.left, flow.y, MARGIN.left + BODY_WIDTH, flow.y, 0.9, INK.text);
  flow.sheet.rule(MARGIN.left, flow.y + HEAD_HEIGHT, MARGIN.left + BODY_WIDTH, flow.y + HEAD_HEIGHT, 0.5);
  let x = MARGIN.left;
  for (const [index, column] of columns.entries()) {
    const width = widths[index] ?? 0;
    const left = cellLeft(flow.face, column, column.title, x, width);
    flow.sheet.text(column.title, left, baseline(flow.y, HEAD_HEIGHT, SIZE), { size: SIZE, strong: true });
    x += width;
  }
  flow.y += HEAD_HEIGHT;
}

function drawRow(
  flow: Flow,
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly (readonly string[])[],
  height: number,
): void {
  let x = MARGIN.left;
  for (const [index, column] of columns.entries()) {
    const lines = cells[index] ?? [];
    const width = widths[index] ?? 0;
    const top = flow.y + (height - lines.length * LEADING) / 2;
    for (const [at, line] of lines.entries()) {
      const y = baseline(top + at * LEADING, LEADING, SIZE);
      flow.sheet.text(line, cellLeft(flow.face, column, line, x, width), y, { size: SIZE });
    }
    x += width;
  }
  flow.y += height;
  flow.sheet.rule(MARGIN.left, flow.y, MARGIN.left + BODY_WIDTH, flow.y, 0.5);
}

function cellLeft(face: Face, column: Column, text: string, x: number, width: number): number {
  return column.align === 'center' ? x + (width - face.width(text, SIZE)) / 2 : x + PAD_X;
}

/** The lines of each cell of a row, in as many rows as the page needs. */
function rowLines(face: Face, row: readonly string[], widths: readonly number[]): string[][][] {
  const cells = row.map((text, index) => wrap(face, drawable(text), SIZE, (widths[index] ?? 0) - 2 * PAD_X));
  const most = Math.max(...cells.map((lines) => lines.length));
  const parts = [];
  for (let from = 0; from < most; from += MOST_LINES) {
    parts.push(cells.map((lines) => lines.slice(from, from + MOST_LINES)));
  }
  return parts;
}

function rowHeight(cells: readonly (readonly string[])[]): number {
  return Math.max(...cells.map((lines) => lines.length)) * LEADING + 2 * PAD_Y;
}

function fittedWidths(columns: readonly Column[]): number[] {
  const fixed = columns.slice(0, -1).map((column) => column.width);
  return [...fixed, BODY_WIDTH - fixed.reduce((sum, width) => sum + width, 0)];
}
