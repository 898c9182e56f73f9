import type { AccessSlip, CaseView } from '../../../contract/calls';
import type { listAudit } from '../../audit';
import type { Catalogue } from '../../catalogue';

/** More than any case ever had. */
export const SLIP_LINES = 500;

type Line = ReturnType<typeof listAudit>[number];
type Facts = Line['facts'];

const text = (facts: Facts, name: string) => String(facts[name] ?? '');
const names = (facts: Facts, name: string) => text(facts, name).split(',').filter(Boolean);

const DOCUMENTS: Readonly<Record<string, string>> = {
  resident: '居民身份证',
  'hmt-permit': '港澳台居民居住证',
  'foreign-2017': '外国人永久居留身份证',
  'foreign-2023': '外国人永久居留身份证',
};

/**
 * 谁看过我: what happened to the holder's data in this case, out of the record of operations: what was read, which
 * fields, by whom, when. Names of fields only, never what they hold.
 */
export function accessSlip(
  view: CaseView,
  lines: readonly Line[],
  about: { catalogue: Catalogue; place: { hallName: string; windowNo: string } },
): AccessSlip {
  const { catalogue, place } = about;
  const labelOf = (key: string) => view.form?.fields.find((field) => field.key === key)?.label ?? key;
  const typeOf = (facts: Facts) =>
    typeof facts.type === 'number' ? catalogue.licenceType(facts.type) : undefined;

  /** Null for what has nothing to do with looking at the holder's data. */
  function written(line: Line): { what: string; subject: string; fields: string[] } | null {
    const { action, facts } = line;
    switch (action) {
      case 'credential-read':
        return { what: '读取证件或扫码', subject: DOCUMENTS[text(facts, 'kind')] ?? '出示的码', fields: [] };
      case 'ticket-called':
        return { what: '叫号，接收取号时出示的码', subject: `${text(facts, 'number')} 号`, fields: [] };
      case 'grant-obtained':
        return { what: '取得用证授权', subject: '省平台', fields: [] };
      case 'licence-fetched': {
        const type = typeOf(facts);
        const label = (key: string) => type?.elements.find((each) => each.key === key)?.label ?? key;
        return { what: '调取证照', subject: type?.name ?? '', fields: names(facts, 'fields').map(label) };
      }
      case 'field-shown':
        return { what: '查看完整内容', subject: '表单', fields: [labelOf(text(facts, 'field'))] };
      case 'field-edited':
        return { what: '人工更正', subject: '表单', fields: [labelOf(text(facts, 'field'))] };
      case 'conflict-decided':
        return { what: '处理数据不一致', subject: '表单', fields: [labelOf(text(facts, 'field'))] };
      case 'asked-before': {
        const label = (code: string) => view.form?.fields.find((field) => field.code === code)?.label ?? code;
        return { what: '取用此前已报的信息', subject: '省平台', fields: names(facts, 'fields').map(label) };
      }
      case 'holder-file-shown':
        return { what: '查看证照和办件档案', subject: '省平台', fields: [] };
      case 'receipt-sealed':
        return { what: '签章出件并送省平台', subject: text(facts, 'number'), fields: [] };
      default:
        return null;
    }
  }

  return {
    itemName: view.item?.name ?? '',
    receiptNumber: view.receipt?.number ?? '',
    hallName: place.hallName,
    windowNo: place.windowNo,
    purpose: view.grant?.purpose ?? '',
    lines: lines.flatMap((line) => {
      const said = written(line);
      return said ? [{ at: line.at, clerk: line.actor, ...said }] : [];
    }),
  };
}
