/** The text of a PDF as poppler extracts it, without blanks: their number is layout. */
import { spawnSync } from 'node:child_process';

/** Of the system's poppler-utils. */
const TOOL = 'pdftotext';

export function pdfText(pdf: Uint8Array): string {
  const done = spawnSync(TOOL, ['-', '-'], { input: pdf, encoding: 'utf8' });
  if (done.error) throw done.error;
  return done.stdout.replace(/\s/g, '');
}
