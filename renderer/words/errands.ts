/** Words of the office's own list, of waiting, objecting and signing. */
import type { Errand, ErrandOutcome } from '../../main/contract/flow/errand';

export const ERRANDS = {
  title: '待办',
  hint: '核验、异议和承诺核查由窗口向有关部门办理，不需要申请人跑动。',
  loading: '正在读取待办',
  drain: '立即查询答复',
  draining: '正在查询',
  tabs: { waiting: '等待核验的业务', errands: '核验与异议', scores: '部门答复情况' },
  count: (count: number) => `${count} 件`,
  counts: { waiting: '等待中', ready: '可继续办理', open: '待答复', overdue: '已超期', failed: '未办成' },
  waiting: {
    columns: {
      item: '事项',
      holder: '申请人',
      clerk: '经办人',
      due: '最迟答复',
      state: '情况',
      action: '操作',
    },
    none: '没有等待核验的业务',
    noneHint: '部门不能当场答复时，可以先办下一位，答复齐了在这里继续。',
    unanswered: (count: number) => `等待 ${count} 项答复`,
    overdue: '答复已超期',
    ready: '答复已齐，请继续办理',
    open: '继续办理',
    busy: '请先办完或放弃当前业务',
    noDay: '尚未送出',
  },
  list: {
    columns: {
      kind: '类别',
      subject: '内容',
      department: '办理部门',
      asked: '送出',
      due: '期限',
      state: '情况',
      action: '操作',
    },
    none: '没有待办事项',
    noneHint: '向部门提出的核验、异议和承诺核查在这里逐项列出。',
    notSent: '等待送出',
    refused: '未送出',
    toCheck: '待核查',
    attempts: (count: number) => `，已试 ${count} 次`,
    retry: '重试',
    retryFor: (label: string) => `重新送出：${label}`,
  },
  scores: {
    columns: {
      department: '部门',
      kind: '类别',
      asked: '提出',
      answered: '已答复',
      inTime: '按期',
      overdue: '超期未答',
      agreed: '属实或采纳',
      average: '平均用时',
      score: '按期率',
    },
    none: '还没有部门答复',
    noneHint: '有答复之后，按部门统计用时和按期率。',
    noScore: '—',
    hint: '按本窗口提出的核验和异议统计。',
  },
} as const;

export const ERRAND_KIND: Readonly<Record<Errand['kind'], string>> = {
  verification: '部门核验',
  objection: '数据异议',
  pledge: '承诺核查',
  backfill: '证照补齐',
  issue: '在线开具',
};

export const ERRAND_STATE: Readonly<Record<Errand['state'], string>> = {
  'to-send': '待送出',
  asked: '待答复',
  answered: '已答复',
  overdue: '已超期',
  failed: '未办成',
  withdrawn: '已撤回',
};

export const ERRAND_OUTCOME: Readonly<Record<ErrandOutcome, string>> = {
  confirmed: '核验属实',
  contradicted: '核验不符',
  unknown: '没有记录',
  upheld: '已更正',
  rejected: '维持原数据',
  kept: '承诺属实',
  broken: '承诺不实',
  filled: '已补入证照库',
  'not-found': '档案中没有',
  issued: '已开具',
  declined: '不能开具',
};

export const VERIFYING = {
  asking: (department: string) => `正在请${department}核验`,
  asked: (department: string, due: string) => `已请${department}核验，最迟 ${due} 答复`,
  overdue: (department: string, due: string) => `${department}应于 ${due} 前答复，已超期`,
  answered: (department: string, outcome: string, at: string) => `${department} ${at} 答复：${outcome}`,
  failed: (department: string) => `未能请${department}核验，请用其他方式办理`,
  wait: '先办下一位',
  waitHint: '本件转入待办，部门答复后自动继续',
  left: '待答复',
} as const;

/** A proof that is in no library and that its department issues online (R30). */
export const ISSUE_ONLINE = {
  ask: '申请在线开具',
  askFor: (name: string) => `为${name}申请在线开具`,
  hint: '由制发部门在线开具，开具后自动取用，不需要申请人跑动',
  waiting: (department: string) => `已请${department}在线开具`,
  due: (department: string, due: string) => `已请${department}在线开具，最迟 ${due} 答复`,
  answered: (department: string, outcome: string) => `${department}答复开具请求：${outcome}`,
} as const;

/** An old licence that is in no library (R74). */
export const BACKFILL = {
  ask: '申请补齐证照',
  askFor: (name: string) => `为${name}申请补齐证照`,
  hint: '由签发部门从存量档案补入证照库，本件先由部门核验',
  waiting: (department: string) => `已请${department}补齐证照`,
  due: (department: string, due: string) => `已请${department}补齐证照，最迟 ${due} 答复`,
  answered: (department: string, outcome: string) => `${department}答复补齐请求：${outcome}`,
} as const;

export const PLEDGE_CHECK = {
  unchecked: '正在查询信用情况，稍后可以承诺',
  excluded: '信用核查结果为不适用告知承诺，请用其他方式证明',
} as const;

export const OBJECT = {
  open: '异议',
  openFor: (label: string) => `对${label}提出异议`,
  title: '对取得的数据提出异议',
  text: '异议转给发证部门核实，不影响本件办理。发证部门更正后，数据会自动更新。',
  now: '现为',
  proposed: '应为',
  proposedHint: '不清楚时可以不填',
  confirm: '提出异议',
  reasons: ['申请人出示的原件与数据不符', '信息已变更', '录入有错字'],
  state: {
    'to-send': '异议待送出',
    asked: '异议处理中',
    overdue: '异议已超期',
    upheld: '发证部门已更正',
    'upheld-later': '发证部门已更正，请申请人再次授权后取用更正后的数据',
    rejected: '发证部门维持原数据',
    failed: '异议未送达',
  },
} as const;

export const SIGN_FORM = {
  open: '申请人签名',
  again: '重新签名',
  hint: '申请人在屏幕上签署申请表，签名随受理通知书一并签章',
  signedAt: (at: string) => `申请人已于 ${at} 签名`,
  title: '签署申请表',
  text: '请申请人核对申请表，确认所列内容属实后签名。签名之后改动申请表，需要重新签名。',
  confirm: '确认签名',
  missing: '请先在签名区签名',
} as const;

export const SIGN = {
  scroll: '请申请人把承诺内容看到底，再签名',
  toEnd: '已看到底',
  readAloud: '朗读',
  stop: '停止朗读',
  noVoice: '本机没有中文语音，请由窗口人员逐条宣读',
  pad: '请申请人在此签名',
  padLabel: '手写签名区',
  clear: '重新签名',
  sign: '签名并承诺',
  missing: '请先在签名区签名',
  signed: '已手写签名',
  spoken: '已当场口头确认，没有手写签名',
} as const;
