import { type PDFDocument, type PDFRef, rgb } from 'pdf-lib';
import type { ReceiptContent } from './content';
import type { Face } from './face';
import type { Flow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE, type Sheet } from './sheet';
import { markGround } from './training-ground';
import { chineseDay } from './words';

const PROVISIONAL_MARK = '暂收件\u3000待联网核验';
const BAND = '暂收\u3000待联网核验后生效';
const PALE = rgb(0.98, 0.88, 0.88);
const TINT = rgb(0.995, 0.955, 0.955);

/** What the paper calls itself. */
export function titleOf({ standing }: ReceiptContent): string {
  return standing?.kind === 'lapsed' ? '暂收终止告知书' : '受理通知书';
}

/** What the day on the paper is the day of. */
export function dayLabelOf({ standing }: ReceiptContent): string {
  if (standing?.kind === 'provisional') return '暂收日期';
  return standing?.kind === 'lapsed' ? '告知日期' : '受理日期';
}

/** The mark under everything on each page of a provisional receipt; null on any other. */
export function provisionalGround(document: PDFDocument, face: Face, content: ReceiptContent): PDFRef | null {
  if (content.standing?.kind !== 'provisional') return null;
  return markGround(document, face, PROVISIONAL_MARK, { color: PALE, centres: [0.45, 0.82] });
}

/** Under the number on the first page: in red that this is provisional, or which receipt it completes or ends. */
export function drawStanding(flow: Flow, { standing }: ReceiptContent): void {
  if (!standing) return;
  if (standing.kind === 'provisional') {
    drawBand(flow);
    return;
  }
  const line = {
    confirmed: `本件系第 ${standing.of.number} 号暂收件联网核验通过后的正式受理`,
    corrected: `本件系第 ${standing.of.number} 号暂收件联网核验并更正后的正式受理`,
    lapsed: `本件终止第 ${standing.of.number} 号暂收件`,
  }[standing.kind];
  flow.paragraph(line, { indent: 0, size: 9.5, color: INK.muted });
}

function drawBand(flow: Flow): void {
  const { sheet, face } = flow;
  flow.ensure(40);
  sheet.box(MARGIN.left, flow.y, BODY_WIDTH, 32, TINT);
  sheet.frame(MARGIN.left, flow.y, BODY_WIDTH, 32, 1.4, INK.seal);
  const x = MARGIN.left + (BODY_WIDTH - face.width(BAND, 16)) / 2;
  sheet.text(BAND, x, baseline(flow.y, 32, 16), { size: 16, color: INK.seal, strong: true });
  flow.y += 42;
}

/** Repeated at the head of every page, beside the training mark. */
export function drawStandingTag(face: Face, sheet: Sheet, { standing }: ReceiptContent): void {
  if (standing?.kind !== 'provisional') return;
  const width = face.width(BAND, 9) + 16;
  const left = PAGE.width / 2 - width / 2;
  sheet.frame(left, MARGIN.top - 34, width, 19, 0.9, INK.seal);
  sheet.text(BAND, left + 8, baseline(MARGIN.top - 34, 19, 9), { size: 9, color: INK.seal, strong: true });
}

/** What is said to the applicant. */
export function statementOf(content: ReceiptContent): string {
  const { standing, item } = content;
  const you = content.applicant.kind === 'person' ? '您' : '你单位';
  const day = chineseDay(content.acceptedDay);
  switch (standing?.kind) {
    case 'provisional':
      return `${you}于${day}申请办理的“${item.name}”，因无法连接省级平台，现先行暂收。待网络恢复、经联网核验后正式受理，并另行出具受理通知书；核验之前本通知书不产生受理效力。`;
    case 'lapsed':
      return `${you}申请办理的“${item.name}”曾以第 ${standing.of.number} 号通知书暂收。经联网核验未能确认，自${day}起该暂收件不再生效。原因：${standing.reason}。${you}可就同一事项重新申请，已收取的材料可予退回。`;
    case 'confirmed':
    case 'corrected':
      return `${you}申请办理的“${item.name}”曾以第 ${standing.of.number} 号通知书暂收，现经联网核验，申请信息齐全，符合受理条件，自${day}起正式受理。`;
    case undefined:
      return `${you}于${day}申请办理的“${item.name}”，经核对，申请信息齐全，符合受理条件，现予受理。`;
  }
}

/** What is still to be checked, and where the applicant is called back. */
export function drawToCheck(flow: Flow, { standing }: ReceiptContent): void {
  if (standing?.kind !== 'provisional') return;
  const checks = standing.toCheck.length > 0 ? standing.toCheck.join('、') : '申请人身份';
  flow.paragraph(`待联网核验：${checks}。`, { indent: 0 });
  flow.paragraph(`核验结果由窗口致电 ${standing.phone} 告知，申请人不必为此再次提交上述材料。`, {
    indent: 0,
  });
  flow.y += 4;
}
