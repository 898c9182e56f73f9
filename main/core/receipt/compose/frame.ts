import type { ReceiptContent } from './content';
import type { Flow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE, type Sheet } from './sheet';
import { drawStandingTag, titleOf } from './standing';
import { TRAINING_MARK } from './training-ground';

/** What stands on every page: foot with number and page count, head from the second page on, the training mark. */
export function drawFrames(flow: Flow, content: ReceiptContent): void {
  const right = MARGIN.left + BODY_WIDTH;
  for (const [index, sheet] of flow.sheets.entries()) {
    const foot = PAGE.height - MARGIN.bottom + 16;
    sheet.rule(MARGIN.left, foot, right, foot, 0.5);
    const small = { size: 8, color: INK.muted };
    sheet.text(`文书编号：${content.number}`, MARGIN.left, baseline(foot, 18, 8), small);
    const count = `第 ${index + 1} 页\u3000共 ${flow.sheets.length} 页`;
    sheet.text(count, right - flow.face.width(count, 8), baseline(foot, 18, 8), small);
    if (index > 0) {
      const head = `${titleOf(content)}（续页）`;
      sheet.text(head, right - flow.face.width(head, 8), baseline(MARGIN.top - 26, 14, 8), small);
    }
    if (content.training) drawTrainingTag(flow, sheet);
    drawStandingTag(flow.face, sheet, content);
  }
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
