import type { SignedForm } from '../../../contract/flow/form';
import { hallTime } from '../../base';
import type { ReceiptContent } from './content';
import type { Flow } from './flow';
import { HEADING_HEIGHT } from './flow';
import { drawHand } from './handwriting';
import { signedNote } from './pledge-annex';
import { drawSeal, SEAL_RADIUS } from './seal-figure';
import { BODY_WIDTH, baseline, INK, MARGIN, PAGE, type Sheet } from './sheet';
import { chineseDay, handlingWord } from './words';
import { wrap } from './wrap';

/** Where the visible seal stands: page and rectangle in PDF coordinates, for the signature field over it. */
export interface SealPlace {
  sheet: Sheet;
  rectangle: [number, number, number, number];
}

const SIZE = 10.5;
const BLANK_DAY = '\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日';
const HAND_WIDTH = 90;
const NAME_LEADING = 16;

/** Notes, the applicant's place to sign, the hall's seal over its name and day: one block that is not torn apart. */
export function drawClosing(flow: Flow, content: ReceiptContent): SealPlace {
  const notes = [
    `办理依据：${content.item.legalBasis}`,
    `办理时限：${handlingWord(content.item.handlingDays)}。`,
    ...content.notes,
    ...signedNote(content),
  ].map((text, index) => `${index + 1}. ${text}`);
  const block = blockHeight(flow, content);
  const heights = notes.map((note) => flow.paragraphHeight(note, { indent: 0 }));
  const total = HEADING_HEIGHT + heights.reduce((sum, height) => sum + height, 0) + block + 8;
  const ordinal = content.licences.length === 0 ? '四' : '五';
  // A page that carries the seal carries text of the document too; long notes only take their last one along.
  const pageHeight = PAGE.height - MARGIN.top - MARGIN.bottom;
  flow.heading(`${ordinal}、办理说明`, total < pageHeight / 2 ? total - HEADING_HEIGHT : (heights[0] ?? 0));
  for (const [index, note] of notes.entries()) {
    if (index === notes.length - 1) flow.ensure((heights[index] ?? 0) + block + 8);
    flow.paragraph(note, { indent: 0 });
  }
  flow.y += 8;
  flow.ensure(block);
  return drawSignatures(flow, content);
}

function drawSignatures(flow: Flow, content: ReceiptContent): SealPlace {
  const { sheet, face, y: top } = flow;
  const right = MARGIN.left + BODY_WIDTH;
  const size = SIZE;
  const text = (line: string, x: number, y: number): void =>
    sheet.text(line, x, baseline(y, 18, size), { size });

  const signHere = content.applicant.kind === 'person' ? '申请人（签字）：' : '申请单位经办人（签字）：';
  text(signHere, MARGIN.left, top + 54);
  const lineFrom = MARGIN.left + face.width(signHere, size);
  sheet.rule(lineFrom, top + 72, lineFrom + 92, top + 72, 0.6, INK.text);
  const { signed } = content;
  if (signed)
    drawHand(sheet, signed.signature, {
      left: lineFrom,
      top: top + 70 - handHeight(signed),
      width: HAND_WIDTH,
    });
  const day = signed ? chineseDay(hallTime(signed.at).day) : BLANK_DAY;
  text(`日期：${day}`, MARGIN.left, top + 90);

  const lines = nameLines(flow, content);
  const nameWidth = Math.max(...lines.map((line) => face.width(line, size)));
  const sealTop = top + lines.length * NAME_LEADING + 6;
  const centre = { x: right - Math.max(SEAL_RADIUS + 6, nameWidth / 2), y: sealTop + SEAL_RADIUS };
  for (const [index, line] of lines.entries()) {
    text(line, centre.x - face.width(line, size) / 2, top + index * NAME_LEADING);
  }
  drawSeal(sheet, face, content.hall.name, centre);
  // The seal presses on the day, as an official document's does; between star and purpose the day stays readable.
  const sealed = chineseDay(content.acceptedDay);
  text(sealed, centre.x - face.width(sealed, size) / 2, centre.y + SEAL_RADIUS * 0.4 - 9);
  flow.y = top + blockHeight(flow, content);
  return {
    sheet,
    rectangle: [
      centre.x - SEAL_RADIUS,
      PAGE.height - centre.y - SEAL_RADIUS,
      centre.x + SEAL_RADIUS,
      PAGE.height - centre.y + SEAL_RADIUS,
    ],
  };
}

const handHeight = ({ signature }: SignedForm): number => (HAND_WIDTH * signature.ratio) / 1000;

/** The hall's name above its seal, in the right half of the page. */
function nameLines(flow: Flow, content: ReceiptContent): string[] {
  return wrap(flow.face, content.hall.name, SIZE, BODY_WIDTH / 2 - 12);
}

function blockHeight(flow: Flow, content: ReceiptContent): number {
  return nameLines(flow, content).length * NAME_LEADING + 2 * SEAL_RADIUS + 10;
}
