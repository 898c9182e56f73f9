/** A body of the administration that issues licences, by the words its name contains. */
interface Competence {
  /** As annex 2 of the list of common licences names the issuing department. */
  department: string;
  /** Any of them in an issuer's name makes it one of this department's bodies. */
  names: readonly string[];
}

/**
 * Who belongs to which issuing department of annex 2 (鲁政办字〔2022〕50号): the department's own offices and the
 * institutions that issue in its field (a hospital for health, a university for education).
 */
const COMPETENCES: readonly Competence[] = [
  { department: '公安部门', names: ['公安局', '公安厅', '公安部', '公安分局', '出入境管理'] },
  { department: '教育部门', names: ['教育厅', '教育局', '教育和体育局', '教育部', '大学', '学院', '学校'] },
  { department: '人力资源社会保障部门', names: ['人力资源和社会保障'] },
  { department: '民政部门', names: ['民政局', '民政厅', '殡仪馆'] },
  { department: '医保部门', names: ['医疗保障局'] },
  {
    department: '卫生健康部门',
    names: ['卫生健康委员会', '卫生健康局', '医院', '卫生院', '妇幼保健', '血站', '疾病预防控制'],
  },
  { department: '县级以上医疗卫生机构', names: ['医院', '卫生院', '妇幼保健', '疾病预防控制'] },
  { department: '行政审批服务部门', names: ['行政审批服务局'] },
  { department: '应急管理部门', names: ['应急管理局', '应急管理厅'] },
  { department: '自然资源部门', names: ['自然资源和规划局', '自然资源局', '自然资源厅', '不动产登记'] },
  { department: '残联', names: ['残疾人联合会'] },
  { department: '市场监管部门', names: ['市场监督管理局'] },
  { department: '住建部门', names: ['住房和城乡建设局', '住房和城乡建设厅'] },
];

interface Succession {
  former: string;
  now: string;
  /** Last day on which the former name could issue. */
  lastDay: string;
}

/**
 * Bodies renamed or merged by the reforms of 2013 and 2018 (the latter ended in the provinces on 2019-03-31, 深化党和国家
 * 机构改革方案): a licence in the old name stays good, and its questions go to the successor (R72). The longest former
 * name in an issuer's name counts.
 */
const SUCCESSIONS: readonly Succession[] = [
  { former: '工商行政管理局', now: '市场监督管理局', lastDay: '2019-03-31' },
  { former: '食品药品监督管理局', now: '市场监督管理局', lastDay: '2019-03-31' },
  { former: '质量技术监督局', now: '市场监督管理局', lastDay: '2019-03-31' },
  { former: '卫生和计划生育委员会', now: '卫生健康委员会', lastDay: '2019-03-31' },
  { former: '卫生和计划生育局', now: '卫生健康局', lastDay: '2019-03-31' },
  { former: '卫生局', now: '卫生健康委员会', lastDay: '2014-12-31' },
  { former: '安全生产监督管理局', now: '应急管理局', lastDay: '2019-03-31' },
  { former: '国土资源局', now: '自然资源和规划局', lastDay: '2019-03-31' },
  { former: '国土资源厅', now: '自然资源厅', lastDay: '2019-03-31' },
  { former: '劳动和社会保障局', now: '人力资源和社会保障局', lastDay: '2010-12-31' },
  { former: '人事局', now: '人力资源和社会保障局', lastDay: '2010-12-31' },
  { former: '建设委员会', now: '住房和城乡建设局', lastDay: '2019-03-31' },
];

function successionOf(issuer: string): Succession | undefined {
  return SUCCESSIONS.filter(({ former }) => issuer.includes(former)).sort(
    (a, b) => b.former.length - a.former.length,
  )[0];
}

/** The body that answers for the issuer's licences today, under its own name or its successor's. */
export function issuerNow(issuer: string): string {
  const succession = successionOf(issuer);
  return succession ? issuer.replace(succession.former, succession.now) : issuer;
}

export type IssuerStanding =
  | 'competent'
  | 'successor'
  | 'abolished'
  | 'not-competent'
  | 'unknown'
  /** Of another province, by the nation's word (R66). */
  | 'recognised'
  | 'not-recognised'
  | 'nation-unreachable';

/**
 * May this body issue licences of a type whose issuing departments are `departments` (joined by 、)? `issuedDay` is the
 * licence's first day, empty where it names none. `unknown`: no word of the name, or none of the departments, is listed.
 */
export function issuerStanding(issuer: string, departments: string, issuedDay: string): IssuerStanding {
  const succession = successionOf(issuer);
  const name = issuerNow(issuer);
  const wanted = departments.split('、');
  const own = COMPETENCES.filter(({ names }) => names.some((word) => name.includes(word)));
  const known = COMPETENCES.some(({ department }) => wanted.includes(department));
  if (own.length === 0 || !known) return 'unknown';
  if (!own.some(({ department }) => wanted.includes(department))) return 'not-competent';
  if (!succession) return 'competent';
  return issuedDay !== '' && issuedDay > succession.lastDay ? 'abolished' : 'successor';
}
