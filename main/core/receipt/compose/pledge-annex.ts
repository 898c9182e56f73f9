import type { GivenPledge } from '../../../contract/flow/form';
import { hallTime } from '../../base';
import { drawCode } from './code-figure';
import type { ReceiptContent, ReceiptMaterial } from './content';
import type { Flow } from './flow';
import { drawHand } from './handwriting';
import { BODY_WIDTH, baseline, MARGIN, PAGE } from './sheet';
import { chineseDay } from './words';

const HAND_WIDTH = 190;
const SLIP_HEIGHT = 104;
const CODE_SIDE = 92;

/** Pledges with how they were given: each has its page behind the receipt, under the same seal. */
export function givenPledges(content: ReceiptContent): (ReceiptMaterial & { pledge: GivenPledge })[] {
  return content.materials.flatMap((material) =>
    material.settled && material.settlement === 'pledge' && material.pledge
      ? [{ ...material, pledge: material.pledge }]
      : [],
  );
}

/** 附件：告知承诺书, one for each pledge, with the handwriting as it was drawn. */
export function drawPledges(flow: Flow, content: ReceiptContent): void {
  for (const [index, { name, pledgeText, pledge }] of givenPledges(content).entries()) {
    flow.ensure(PAGE.height);
    flow.heading(`附件 ${index + 1}：告知承诺书（${name}）`, 60);
    for (const part of parts(pledgeText)) flow.paragraph(part);
    flow.y += 6;
    const handHeight = pledge.signature ? (HAND_WIDTH * pledge.signature.ratio) / 1000 : 0;
    flow.ensure(handHeight + 84);
    for (const line of factsOf(content, pledge)) flow.paragraph(line, { indent: 0, size: 9.5 });
    flow.paragraph(pledge.method === 'signed' ? '承诺人手写签名：' : SPOKEN, { indent: 0 });
    if (pledge.signature) {
      drawHand(flow.sheet, pledge.signature, { left: MARGIN.left + 20, top: flow.y, width: HAND_WIDTH });
      flow.y += handHeight + 6;
    }
  }
}

const SPOKEN = '本承诺由承诺人在窗口当场口头确认，由经办人记录，没有手写签名。';

function factsOf({ applicant }: ReceiptContent, pledge: GivenPledge): string[] {
  const { day, time } = written(pledge.at);
  return [
    `承诺人：${applicant.name}　${applicant.maskedNumber}`,
    `承诺时间：${chineseDay(day)} ${time}　文本版本：${pledge.textVersion}`,
    `承诺书摘要（SHA-256）：${pledge.sha256}`,
  ];
}

function written(at: number): { day: string; time: string } {
  const minutes = Math.floor(at / 60_000) + 8 * 60;
  const two = (value: number) => String(value).padStart(2, '0');
  return { day: hallTime(at).day, time: `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}` };
}

/** `一、…。二、…。` in its parts, a paragraph each. */
const parts = (text: string): string[] =>
  text.split(/(?=[一二三四五六七八九]、)/).filter((part) => part !== '');

/** What was signed, so that it can be told later whether it was this. */
export function signedNote({ signed }: Pick<ReceiptContent, 'signed'>): string[] {
  return signed ? [`申请人已在窗口电子签名，所签申请表的摘要（SHA-256）：${signed.sha256}`] : [];
}

/** The text of the code that lets the applicant, and nobody without it, rate the service: `MZE1.<case id>.<token>`. */
export function evaluationCode({ caseId, token }: NonNullable<ReceiptContent['evaluation']>): string {
  return `MZE1.${caseId}.${token}`;
}

/** 好差评 (R119): a slip at the end, to be torn off. */
export function drawEvaluation(flow: Flow, content: ReceiptContent): void {
  const { evaluation } = content;
  if (!evaluation) return;
  flow.y += 12;
  flow.ensure(SLIP_HEIGHT);
  const { sheet, y: top } = flow;
  sheet.rule(MARGIN.left, top, MARGIN.left + BODY_WIDTH, top, 0.4);
  drawCode(sheet, evaluationCode(evaluation), MARGIN.left, top + 6, CODE_SIDE);
  for (const [index, line] of EVALUATION_LINES(evaluation.token).entries()) {
    const size = index === 0 ? 10.5 : 9;
    sheet.text(line, MARGIN.left + CODE_SIDE + 14, baseline(top + 16 + index * 20, 18, size), { size });
  }
  flow.y += SLIP_HEIGHT;
}

const EVALUATION_LINES = (token: string): string[] => [
  '请评价本次服务（好差评）',
  '由申请人本人扫码评价，每件一次；请妥善保管，不要交给他人。',
  `评价码：${token}`,
];

/** Every text that is drawn here, for the check against the face. */
export function annexTexts(content: ReceiptContent): { field: string; text: string }[] {
  const pledges = givenPledges(content).map(({ pledge }) => ({
    field: '告知承诺书',
    text: `附件告知承诺书（）${SPOKEN}承诺人手写签名：${factsOf(content, pledge).join('')}`,
  }));
  const slip = content.evaluation ? EVALUATION_LINES(content.evaluation.token).join('') : '';
  const signed = signedNote(content).map((text) => ({ field: '注意事项', text }));
  return [...pledges, ...signed, { field: '评价码', text: slip }];
}
