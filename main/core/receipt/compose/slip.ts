import { PDFDocument } from 'pdf-lib';
import type { AccessSlip } from '../../../contract/calls/audit-views';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import { hallTime } from '../../base';
import { drawable, openFace } from './face';
import { createFlow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE } from './sheet';
import { drawGrid, drawTable } from './table';
import { layGround, trainingGround } from './training-ground';

const TITLE = '个人信息调阅清单';
const STATEMENT =
  '本清单列出本次办理中本窗口读取、调取和查看您信息的全部记录，取自不可更改的操作记录，仅列项目名称，不含具体内容。';
const SUBSET_NAME = 'SLIPAA+NotoSansSC-Regular';

function moment(at: number): string {
  const { day, time } = hallTime(at);
  return `${day} ${time}`;
}

/**
 * 谁看过我 as A4 pages for the holder; unsealed: it is information, not a document of the case. RECEIPT_GLYPH_MISSING,
 * CONFIG_UNREADABLE as `composeReceipt`.
 */
export async function composeSlip(
  slip: AccessSlip,
  options: { font: Uint8Array; composedAt: number; training: boolean },
): Promise<Result<Uint8Array>> {
  const face = openFace(options.font);
  if (!face.ok) return face;
  const grid = [
    { label: '办理事项', value: slip.itemName, wide: true },
    { label: '用证事由', value: slip.purpose, wide: true },
    { label: '办理窗口', value: `${slip.hallName} ${slip.windowNo}` },
    { label: '受理文号', value: slip.receiptNumber || '尚未出件' },
  ];
  const rows = slip.lines.map((line) => [
    moment(line.at),
    line.clerk,
    line.what,
    line.subject,
    line.fields.join('、'),
  ]);
  for (const value of [...grid.map((each) => each.value), ...rows.flat()]) {
    const codePoint = face.value.missing(drawable(value));
    if (codePoint) return fail('RECEIPT_GLYPH_MISSING', { field: TITLE, codePoint });
  }

  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit({ create: () => face.value.font } as unknown as Parameters<
    PDFDocument['registerFontkit']
  >[0]);
  const font = await document.embedFont(face.value.bytes, { subset: true, customName: SUBSET_NAME });
  const ground = options.training ? trainingGround(document, face.value) : null;
  const flow = createFlow(document, new Map([[face.value, font]]), face.value, (sheet) => {
    if (ground) layGround(sheet, ground);
  });
  const middle = MARGIN.left + BODY_WIDTH / 2;
  flow.sheet.text(TITLE, middle - face.value.width(TITLE, 20) / 2, baseline(flow.y, 36, 20), {
    size: 20,
    strong: true,
  });
  flow.y += 46;
  flow.paragraph(STATEMENT);
  flow.y += 8;
  drawGrid(flow, grid);
  drawTable(
    flow,
    '调阅记录',
    [
      { title: '时间', width: 104 },
      { title: '经办工号', width: 66 },
      { title: '操作', width: 78 },
      { title: '对象', width: 98 },
      { title: '项目', width: 0 },
    ],
    rows,
  );
  for (const [index, sheet] of flow.sheets.entries()) {
    const foot = PAGE.height - MARGIN.bottom + 16;
    const count = `${moment(options.composedAt)} 打印\u3000第 ${index + 1} 页\u3000共 ${flow.sheets.length} 页`;
    sheet.text(count, MARGIN.left, baseline(foot, 18, 8), { size: 8, color: INK.muted });
  }
  return ok(await document.save({ useObjectStreams: false, addDefaultPage: false }));
}
