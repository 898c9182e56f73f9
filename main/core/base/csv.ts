/** A text that a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 4180. */
export const csvRow = (cells: readonly string[]): string => cells.map(cell).join(',');

/** Of rows from `csvRow`; with the mark that lets office programs see UTF-8. */
export const csvFile = (rows: readonly string[]): string => `\uFEFF${rows.join('\r\n')}\r\n`;
