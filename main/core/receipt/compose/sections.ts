import { drawCode, receiptCode } from './code-figure';
import { countSavings, type ReceiptContent } from './content';
import { dutyLines } from './duties';
import type { Flow } from './flow';
import { BODY_WIDTH, baseline, INK, MARGIN } from './sheet';
import { dayLabelOf, drawStanding, statementOf, titleOf } from './standing';
import { drawGrid, drawTable } from './table';
import {
  chineseDay,
  groundWord,
  handlingWord,
  licenceNumberWord,
  originWord,
  settlementWord,
  validityWord,
  valueWord,
} from './words';
import { wrap } from './wrap';

const CODE_SIDE = 78;
const TITLE_SIZE = 25;
const TITLE_GAP = 7;

export function drawOpening(flow: Flow, content: ReceiptContent): void {
  const { face, sheet } = flow;
  const middle = MARGIN.left + BODY_WIDTH / 2;
  const right = MARGIN.left + BODY_WIDTH;
  drawCode(sheet, receiptCode(content), right - CODE_SIDE + 8, MARGIN.top - 14, CODE_SIDE);
  caption(flow, '扫码核对本通知书', right - CODE_SIDE / 2 + 8, MARGIN.top + CODE_SIDE - 9);

  const nameLines = wrap(face, content.hall.name, 13, BODY_WIDTH - 2 * (CODE_SIDE + 6));
  let y = MARGIN.top + 8;
  for (const line of nameLines) {
    sheet.text(line, middle - face.width(line, 13) / 2, baseline(y, 19, 13), { size: 13 });
    y += 19;
  }
  const title = titleOf(content);
  const titleWidth = face.width(title, TITLE_SIZE) + TITLE_GAP * (title.length - 1);
  let x = middle - titleWidth / 2;
  for (const letter of title) {
    sheet.text(letter, x, baseline(y + 2, 36, TITLE_SIZE), { size: TITLE_SIZE, strong: true });
    x += TITLE_SIZE + TITLE_GAP;
  }
  flow.y = Math.max(y + 44, MARGIN.top + CODE_SIDE + 2);
  sheet.text(content.number, middle - face.width(content.number, 10.5) / 2, baseline(flow.y, 18, 10.5), {
    size: 10.5,
  });
  flow.y += 22;
  sheet.rule(MARGIN.left, flow.y, right, flow.y, 1.2, INK.text);
  sheet.rule(MARGIN.left, flow.y + 2.4, right, flow.y + 2.4, 0.4, INK.text);
  flow.y += 14;
  drawStanding(flow, content);
}

export function drawStatement(flow: Flow, content: ReceiptContent): void {
  const savings = countSavings(content);
  flow.paragraph(`${content.applicant.name}：`, { indent: 0 });
  flow.paragraph(statementOf(content));
  flow.y += 5;
  flow.ensure(30);
  flow.sheet.box(MARGIN.left, flow.y, BODY_WIDTH, 28, INK.shade);
  flow.sheet.box(MARGIN.left, flow.y, 3, 28, INK.text);
  const line = `本次免提交 ${savings.materials} 份材料，自动填写 ${savings.fields} 项`;
  flow.sheet.text(line, MARGIN.left + 14, baseline(flow.y, 28, 12), { size: 12, strong: true });
  flow.y += 34;
}

const ACTOR_ROLE = { guardian: '监护人', agent: '代办人', 'enterprise-agent': '企业经办人' } as const;

export function drawFacts(flow: Flow, content: ReceiptContent): void {
  const { applicant, actor, item, hall } = content;
  flow.heading('一、受理信息', 60);
  drawGrid(flow, [
    {
      label: applicant.kind === 'person' ? '申请人' : '申请单位',
      value: applicant.name,
      wide: [...applicant.name].length > 15,
    },
    {
      label: applicant.kind === 'person' ? '证件号码' : '信用代码',
      value: applicant.maskedNumber,
      wide: [...applicant.name].length > 15,
    },
    ...(actor
      ? [{ label: ACTOR_ROLE[actor.role], value: `${actor.name}　${actor.maskedNumber}`, wide: true }]
      : []),
    { label: '事项名称', value: item.name, wide: true },
    { label: '事项序号', value: String(item.seq) },
    { label: '实施部门', value: item.department },
    { label: '受理窗口', value: hall.windowNo },
    { label: '经办人', value: hall.clerkName },
    { label: dayLabelOf(content), value: chineseDay(content.acceptedDay) },
    { label: '办理时限', value: handlingWord(item.handlingDays) },
    { label: '用证事由', value: content.purpose, wide: true },
  ]);
}

export function drawMaterials(flow: Flow, content: ReceiptContent): void {
  drawTable(
    flow,
    '二、申请材料办理方式',
    [
      { title: '序号', width: 34, align: 'center' },
      { title: '材料名称', width: 112 },
      { title: '办理方式', width: 82 },
      { title: '所依据的证照或数据', width: 102 },
      { title: '设定依据', width: 0 },
    ],
    content.materials.map((each, index) => [
      String(index + 1),
      each.name,
      settlementWord(each),
      groundWord(each),
      each.basis,
    ]),
  );
  const pledges = content.materials.filter(
    (each) => each.settled && each.settlement === 'pledge' && each.pledgeText && !each.pledge,
  );
  for (const [index, each] of pledges.entries()) {
    if (index === 0) flow.y += 2;
    flow.paragraph(`承诺事项（${each.name}）：${each.pledgeText}`, { indent: 0, size: 9.5 });
  }
}

export function drawLicences(flow: Flow, content: ReceiptContent): void {
  if (content.licences.length === 0) return;
  drawTable(
    flow,
    '三、本次使用的电子证照',
    [
      { title: '序号', width: 34, align: 'center' },
      { title: '证照名称', width: 134 },
      { title: '颁发机构', width: 124 },
      { title: '证照编号', width: 90 },
      { title: '有效期至', width: 0 },
    ],
    content.licences.map((each, index) => [
      String(index + 1),
      each.name,
      each.issuer,
      licenceNumberWord(each),
      validityWord(each),
    ]),
  );
  flow.y += 2;
  for (const line of dutyLines(content.licences)) flow.paragraph(line, { indent: 0, size: 9.5 });
}

export function drawFields(flow: Flow, content: ReceiptContent): void {
  drawTable(
    flow,
    content.licences.length === 0 ? '三、申请表信息' : '四、申请表信息',
    [
      { title: '序号', width: 34, align: 'center' },
      { title: '项目', width: 122 },
      { title: '内容', width: 195 },
      { title: '来源', width: 0 },
    ],
    content.fields.map((each, index) => [String(index + 1), each.label, valueWord(each), originWord(each)]),
  );
}

function caption(flow: Flow, text: string, centre: number, top: number): void {
  flow.sheet.text(text, centre - flow.face.width(text, 7.5) / 2, baseline(top, 10, 7.5), {
    size: 7.5,
    color: INK.muted,
  });
}
