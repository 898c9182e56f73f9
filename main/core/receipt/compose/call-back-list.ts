import { PDFDocument } from 'pdf-lib';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { CallBackView } from '../../../contract/flow/provisional';
import { hallTime } from '../../base';
import { drawable, openFace } from './face';
import { createFlow } from './flow';
import { asPrintable } from './rare';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE } from './sheet';
import { drawTable } from './table';
import { layGround, trainingGround } from './training-ground';

const TITLE = '断网受理回访清单';
const STATEMENT = '仅供本窗口联系申请人使用，含联系电话，用后请销毁。核验结果以系统记录为准。';
const SUBSET_NAME = 'RECALL+NotoSansSC-Regular';

const STATE: Record<CallBackView['state'], string> = {
  'to-check': '待联网核验',
  'for-clerk': '待窗口处理',
  closed: '已办结',
};

function moment(at: number): string {
  const { day, time } = hallTime(at);
  return `${day} ${time.slice(0, 5)}`;
}

/** The call-back list as A4 pages for the window; unsealed. RECEIPT_GLYPH_MISSING, CONFIG_UNREADABLE as `composeReceipt`. */
export async function composeCallBackList(
  list: {
    hallName: string;
    windowNo: string;
    printedAt: number;
    training: boolean;
    rows: readonly Pick<
      CallBackView,
      'receiptNumber' | 'itemName' | 'nameMasked' | 'phone' | 'acceptedAt' | 'state'
    >[];
  },
  fontBytes: Uint8Array,
): Promise<Result<Uint8Array>> {
  const opened = openFace(fontBytes);
  if (!opened.ok) return opened;
  const face = opened.value;
  const rows = list.rows.map((row, index) => [
    String(index + 1),
    row.receiptNumber,
    row.itemName,
    asPrintable(row.nameMasked, face),
    row.phone,
    moment(row.acceptedAt),
    STATE[row.state],
  ]);
  const place = `${list.hallName} ${list.windowNo}`;
  for (const value of [place, ...rows.flat()]) {
    const codePoint = face.missing(drawable(value));
    if (codePoint) return fail('RECEIPT_GLYPH_MISSING', { field: TITLE, codePoint });
  }
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit({ create: () => face.font } as unknown as Parameters<
    PDFDocument['registerFontkit']
  >[0]);
  const font = await document.embedFont(face.bytes, { subset: true, customName: SUBSET_NAME });
  const ground = list.training ? trainingGround(document, face) : null;
  const flow = createFlow(document, new Map([[face, font]]), face, (sheet) => {
    if (ground) layGround(sheet, ground);
  });
  const middle = MARGIN.left + BODY_WIDTH / 2;
  const title = { size: 20, strong: true };
  flow.sheet.text(TITLE, middle - face.width(TITLE, 20) / 2, baseline(flow.y, 36, 20), title);
  flow.y += 46;
  flow.paragraph(STATEMENT, { indent: 0, size: 9.5, color: INK.muted });
  drawTable(
    flow,
    place,
    [
      { title: '序号', width: 32, align: 'center' },
      { title: '通知书编号', width: 96 },
      { title: '事项', width: 90 },
      { title: '申请人', width: 46 },
      { title: '联系电话', width: 78 },
      { title: '暂收时间', width: 62 },
      { title: '状态', width: 0 },
    ],
    rows,
  );
  for (const [index, sheet] of flow.sheets.entries()) {
    const foot = PAGE.height - MARGIN.bottom + 16;
    const count = `${moment(list.printedAt)} 打印\u3000第 ${index + 1} 页\u3000共 ${flow.sheets.length} 页`;
    sheet.text(count, MARGIN.left, baseline(foot, 18, 8), { size: 8, color: INK.muted });
  }
  return ok(await document.save({ useObjectStreams: false, addDefaultPage: false }));
}
