import { provinceName } from '../../../contract/catalogue/regions';
import type { ReceiptLicence } from './content';

/** The same words for rows that say the same: 1、3 号. */
function numbered(words: readonly string[]): string {
  const rows = new Map<string, number[]>();
  for (const [index, text] of words.entries()) rows.set(text, [...(rows.get(text) ?? []), index + 1]);
  if (rows.size === 1) return words[0] ?? '';
  return [...rows].map(([text, numbers]) => `${text}（第 ${numbers.join('、')} 项）`).join('，');
}

/**
 * Who answers for issuing, holding, using, sharing and keeping the licences of the list above (R76), in short: one line
 * for all, each body once. None where no duties were noted.
 */
export function dutyLines(licences: readonly ReceiptLicence[]): string[] {
  const noted = licences.flatMap(({ duties }) => duties ?? []);
  if (noted.length === 0 || noted.length < licences.length) return [];
  const of = (step: keyof (typeof noted)[number]) => numbered(noted.map((duties) => duties[step]));
  const elsewhere = licences.flatMap(({ name, issuedIn }) =>
    issuedIn === undefined ? [] : [`${name}由${provinceName(issuedIn) ?? '外省'}签发`],
  );
  return [
    `责任单位：发证 ${of('issuing')}；持证 ${of('holding')}；用证 ${of('using')}；共享 ${of('sharing')}；留存 ${of('keeping')}。`,
    ...(elsewhere.length > 0 ? [`${elsewhere.join('，')}，经国家平台核验互认。`] : []),
  ];
}
