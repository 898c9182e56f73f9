/** Words of the issue list (发证清单): what exists electronically, since when and where, and what is said where it does not. */
import type { IssueCycle, IssueStanding, IssueWord } from '../../main/contract/catalogue/issue-list';
import { regionName } from '../../main/contract/catalogue/regions';

const CYCLE: Readonly<Record<IssueCycle, string>> = {
  'at-once': '即时制发',
  daily: '每日制发',
  weekly: '每周制发',
  monthly: '每月制发',
  yearly: '每年制发',
};

export const ISSUE_STANDING: Readonly<Record<IssueStanding, string>> = {
  exists: '有电子证照',
  'not-this-year': '该年份没有电子证照',
  'not-this-place': '该地区没有电子证照',
  'not-yet': '电子证照尚未制发',
  'not-listed': '清单未载明',
};

/** More places than this are counted, not named. */
const NAMED = 2;

/** `2016年起，全省，每周制发`. */
export function writeIssue({ since, until, regions, cycle }: IssueWord): string {
  const places = regions.map((code) => (code.endsWith('0000') ? '全省' : (regionName(code) ?? code)));
  const where = places.includes('全省')
    ? '全省'
    : places.length > NAMED
      ? `${places.slice(0, NAMED).join('、')}等 ${places.length} 市`
      : places.join('、');
  const from = since === null ? '' : `${since.slice(0, 4)} 年${until === null ? '起' : ''}`;
  const to = until === null ? '' : `至 ${until.slice(0, 4)} 年`;
  return [`${from}${to}`, where, cycle === null ? '' : CYCLE[cycle]].filter((part) => part !== '').join('，');
}

export const ISSUE = {
  title: '所需电子证照',
  count: (there: number, all: number) =>
    there === all ? `${all} 件，按发证清单都有` : `${all} 件，按发证清单有 ${there} 件`,
  hint: '按发证清单，取证前先看有没有电子证照；没有的不向省平台查询，改用核验、承诺或纸质。',
  state: '说明发证时间和地区',
  dialog: (name: string) => `${name}的发证时间和地区`,
  text: '按申请人所说填写，只用来判断有没有电子证照，不写入表单。不清楚的可以不填。',
  issued: '发证年份或日期',
  issuedHint: '例如 1985 或 20200630',
  issuedWrong: '请填写四位年份，或八位日期',
  place: '发证地区',
  placeHint: '输入地名查找',
  confirm: '按此判断',
  clear: '清除',
  stated: (issued: string, place: string) =>
    `申请人说明：${[issued, place].filter((part) => part !== '').join('，')}`,
} as const;
