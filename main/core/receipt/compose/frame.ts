import type { ReceiptContent } from './content';
import type { Flow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE, type Sheet } from './sheet';
import { drawStandingTag, titleOf } from './standing';
import { TRAINING_MARK } from './training-ground';

/** Enough of a digest to be compared by eye; the whole one is in the document's metadata. */
const SHOWN_OF_HEAD = 16;
/** Smaller than the line above: read once in a dispute, if ever. */
const FINE = 6.5;

/** What stands on every page: foot with number, page count and record, head from the second page on, the training mark. */
export function drawFrames(flow: Flow, content: ReceiptContent): void {
  const right = MARGIN.left + BODY_WIDTH;
  for (const [index, sheet] of flow.sheets.entries()) {
    const foot = PAGE.height - MARGIN.bottom + 16;
    sheet.rule(MARGIN.left, foot, right, foot, 0.5);
    const small = { size: 8, color: INK.muted };
    sheet.text(`文书编号：${content.number}`, MARGIN.left, baseline(foot, 18, 8), small);
    const count = `第 ${index + 1} 页\u3000共 ${flow.sheets.length} 页`;
    sheet.text(count, right - flow.face.width(count, 8), baseline(foot, 18, 8), small);
    sheet.text(recordLine(content), MARGIN.left, baseline(foot + 13, 14, FINE), { ...small, size: FINE });
    if (index > 0) {
      const head = `${titleOf(content)}（续页）`;
      sheet.text(head, right - flow.face.width(head, 8), baseline(MARGIN.top - 26, 14, 8), small);
    }
    if (content.training) drawTrainingTag(flow, sheet);
    drawStandingTag(flow.face, sheet, content);
  }
}

function recordLine({ auditPlace: { seq, head } }: ReceiptContent): string {
  return `窗口操作记录：第 ${seq} 条　校验值 ${head.slice(0, SHOWN_OF_HEAD)}`;
}

function drawTrainingTag(flow: Flow, sheet: Sheet): void {
  const width = flow.face.width(TRAINING_MARK, 9) + 16;
  sheet.frame(MARGIN.left, MARGIN.top - 34, width, 19, 0.8, INK.muted);
  sheet.text(TRAINING_MARK, MARGIN.left + 8, baseline(MARGIN.top - 34, 19, 9), {
    size: 9,
    color: INK.muted,
    strong: true,
  });
}
