import { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder } from '@zxing/library';
import { fill, popGraphicsState, pushGraphicsState, rectangle, setFillingColor } from 'pdf-lib';
import { sha256 } from '../../base';
import type { ReceiptContent } from './content';
import { INK, PAGE, type Sheet } from './sheet';

/** Quiet zone of ISO/IEC 18004, in modules. */
const QUIET = 4;

/**
 * The text of the code on a receipt: `MZC1.<receipt id>.<tag>`, where tag is the first 16 hexadecimal digits of
 * SHA-256 over `id LF number LF day` (UTF-8, day as YYYY-MM-DD). It finds the receipt and shows whether the printed
 * number and day belong to it; it holds no personal value. Genuineness is the electronic seal's matter, not the code's.
 */
export function receiptCode(receipt: Pick<ReceiptContent, 'receiptId' | 'number' | 'acceptedDay'>): string {
  const tag = sha256(`${receipt.receiptId}\n${receipt.number}\n${receipt.acceptedDay}`).slice(0, 16);
  return `MZC1.${receipt.receiptId}.${tag}`;
}

/** Draws the code as filled rectangles, one per run of dark modules. `x`, `y` from the top left; quiet zone included. */
export function drawCode(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const matrix = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.M).getMatrix();
  const count = matrix.getWidth();
  const module = side / (count + 2 * QUIET);
  const runs = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const start = column;
      while (column < count && matrix.get(column, row) === 1) column++;
      if (column === start) continue;
      const top = y + (row + QUIET) * module;
      runs.push(
        rectangle(
          x + (start + QUIET) * module,
          PAGE.height - top - module,
          (column - start) * module,
          module,
        ),
      );
    }
  }
  sheet.operators(pushGraphicsState(), setFillingColor(INK.text), ...runs, fill(), popGraphicsState());
}
