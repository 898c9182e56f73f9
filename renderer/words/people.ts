/** Words about people and rights: locking, the second person, the record of operations, what the holder takes along. */
import type { ClerkRole, LockView, SecondPersonAct } from '../../main/contract/calls';

export const ROLE: Readonly<Record<ClerkRole, string>> = {
  clerk: '窗口人员',
  supervisor: '值班主管',
  it: '运维人员',
  kiosk: '自助终端',
};

export const LOCK = {
  title: '工作台已锁定',
  why: {
    asked: '已手动锁定',
    idle: '长时间无人操作，已自动锁定',
    left: '电脑已锁屏或休眠，工作台随之锁定',
  } satisfies Record<LockView['why'], string>,
  by: (name: string) => `${name} 正在使用本窗口`,
  pin: '解锁码',
  pinMissing: '请输入 6 至 12 位数字',
  unlock: '解锁',
  orSignIn: '用工号和口令登录',
} as const;

export const SECOND_ACT: Readonly<Record<SecondPersonAct, string>> = {
  export: '导出操作记录',
  'manual-identity': '手工录入身份',
  paper: '改收纸质材料',
  deviation: '更正有来源的数据',
  relax: '减少双人确认的事项',
};

export const SECOND = {
  title: '请第二人确认',
  text: (act: string) =>
    `“${act}”需要两人在场，其中一位须是值班主管。请另一位工作人员在此登录，仅确认这一次，双方均记录在案。`,
  account: '第二人工号',
  secret: '第二人口令',
  accountMissing: '请输入第二人工号',
  secretMissing: '请输入第二人口令',
  training: '训练时由谁确认',
  confirm: '确认',
} as const;

export const POLICY = {
  title: '锁定、双人确认与保存',
  idle: '自动锁定',
  idleHint: '窗口无人操作达到这个时间即锁定，业务保留',
  minutes: '分钟',
  idleWrong: '请填写 1 至 60 的整数',
  keep: '通知书保存期',
  keepHint: '送达省平台满此天数后销毁本机文件，文号、摘要和操作记录保留',
  days: '天',
  keepWrong: '请填写 30 至 3650 的整数',
  second: '须双人确认',
  pin: '本次登录的解锁码',
  pinHint: '6 至 12 位数字，只在本次登录内有效，用于锁定后快速解锁',
  pinSet: '已设定',
  set: '设定',
  readOnly: '只有值班主管和运维人员可以修改设置',
} as const;

export const RECORDS = {
  title: '操作记录',
  hint: '谁在何时做了什么。记录只增不改，不含个人信息内容。',
  slipTab: '个人信息调阅清单',
  slipHint: '当前业务中，本窗口读取、调取和查看申请人信息的全部记录，可打印交申请人。',
  noCase: '当前没有正在办理的业务',
  noCaseHint: '办理期间，这里列出申请人的信息被谁、为何、何时看过。',
  filter: {
    receiptNumber: '文号',
    holder: '证件号码',
    actor: '操作人',
    type: '证照类型',
    from: '起始日期',
    to: '截止日期',
  },
  dayWrong: '请填写八位日期',
  holderWrong: '请填写完整的证件号码或统一社会信用代码',
  all: '全部',
  search: '查询',
  clear: '清除',
  more: '更早的记录',
  export: '导出表格',
  exportLines: '导出逐行数据',
  exported: (lines: number) => `已导出 ${lines} 条`,
  ofCase: '本件',
  none: '没有符合条件的记录',
  provinceAgrees: (count: number) =>
    count === 0 ? '省平台尚未留存本窗口的核对点' : `与省平台留存的 ${count} 处核对一致`,
  provinceAway: '未能与省平台核对，请在网络恢复后再校验一次',
  restoredAt: (at: string, signed: boolean) =>
    signed ? `${at} 由备份恢复` : `${at} 由备份恢复，尚未由印章签名`,
  logLostAt: (at: string, signed: boolean) =>
    `${at} 上次运行的部分记录可能缺失${signed ? '' : '，尚未由印章签名'}`,
  onlyProvince: (count: number) => `省平台有而本机没有的文书 ${count} 份`,
  onlyProvinceList: '省平台有而本机没有的文书',
  onlyProvinceHint:
    '这些文书在省平台有据可查，本机的记录中没有。由备份恢复过的窗口，通常是备份之后、恢复之前出具的；否则请报告信息安全人员。',
  onlyProvinceColumns: { number: '文书编号', sealedAt: '出件时间' },
  deletions: (all: number, signed: number) => `销毁记录 ${all} 条，其中 ${signed} 条已由印章签名`,
  loading: '正在读取操作记录',
  slip: { at: '时间', clerk: '经办工号', what: '操作', subject: '对象', fields: '项目' },
  slipNone: '本件还没有调阅申请人的信息',
  slipPurpose: '用证事由',
  print: '打印清单',
} as const;
