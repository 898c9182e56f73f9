/** Words of asking the holder: who acts for whom, the screen turned to them, what was checked and why. */
import type { ActingWay } from '../../main/contract/calls';
import type { CheckReason, GrantWay, LicenceDuties, QualityFault } from '../../main/contract/flow/grant';
import type { SealLevel } from '../../main/contract/province/seals';

type Words<Key extends string> = Readonly<Record<Key, string>>;

export const EVIDENCE: Words<GrantWay> = {
  'shown-code': '申请人亮码授权',
  'id-card': '申请人刷证授权',
  'applicant-screen': '申请人屏上确认授权',
  'enterprise-agent': '企业亮码，经办人刷证',
  guardian: '监护人代为授权',
  agent: '受托人代为授权',
};

export const ACTING = {
  label: '办理人',
  self: '本人办理',
  guardian: '监护人代办',
  agent: '帮办代办',
  'enterprise-agent': '企业经办人',
  enterprise: '企业亮码办理',
  helper: { guardian: '监护人', agent: '代办人', 'enterprise-agent': '经办人' } satisfies Words<ActingWay>,
  /** What is to be shown next. */
  callHelper: {
    guardian: '请监护人刷身份证',
    agent: '请代办人刷身份证',
    'enterprise-agent': '请出示企业码，并请经办人刷身份证',
  } satisfies Words<ActingWay>,
  callHolder: {
    guardian: '请再刷被监护人的身份证',
    agent: '请再刷委托人的身份证',
    'enterprise-agent': '请出示企业鲁通码或电子营业执照',
  } satisfies Words<ActingWay>,
  both: '两人的身份与授权关系由省平台核对，都记入授权、操作记录和受理通知书。',
  actor: '代办人',
} as const;

export const CONSENT = {
  waitingTitle: '正在等待申请人确认授权',
  waitingHint: '已发到申请人手机，确认后自动继续。业务可随时放弃。',
  whom: '申请人',
  until: (span: string) => `还有 ${span} 可确认`,
  over: '确认时限已到，正在向省平台核实',
  onPhone: '请申请人在手机上查看并确认以下证照',
  wanted: '征求授权的证照',
  elements: '字段',
  existence: '只核对是否持有，不取内容',
  openScreen: '请申请人选择授权',
  screenTitle: '请您选择同意使用的证照',
  screenWho: (hall: string, windowNo: string) => `${hall} ${windowNo}`,
  screenFor: (item: string) => `为您办理“${item}”`,
  screenOnly: '仅限本次办理使用，办完即销毁；不取用证件照片、指纹和其他内容。',
  screenAgree: (count: number) => `同意使用以上 ${count} 件`,
  screenNone: '都不同意',
  screenNoneHint: '没有选择任何证照，相应材料需改用其他方式',
  again: '重新征求',
  againByCode: '需要未授权的证照时，请申请人再次出示鲁通码，重新征求授权。',
} as const;

export const CHECK_REASON: Words<CheckReason> = {
  'no-root': '本机还没有省平台的信任证书',
  'not-trusted': '签名证书不可信',
  'bad-signature': '签名与内容不符',
  'certificate-of-other': '签名证书不是这个发证机关的',
  'issuer-not-competent': '发证机关不发这类证照',
  'issuer-unknown': '发证机关不在名录中，请向部门核验',
  'issuer-abolished': '发证时该机关已撤销',
  successor: '发证机关已调整，由承继机关负责',
  'other-holder': '不是申请人的证照',
  'other-name': '号码相同，姓名不同，可能为曾用名，请向部门核验',
  'cut-name': '姓名过长，证件上只印了前 15 个字',
  'rare-characters': '姓名含生僻字，按号码一致认定',
  'changed-since': '取用之后内容有更正',
  recognised: '外省签发，经国家平台核验互认',
  'not-recognised': '国家平台的核验结论与证照不符',
  'nation-unreachable': '外省签发，国家平台没有应答，未能核验',
  'not-readable': '签章在本机不能验证的版式文件里，请向部门核验',
  'no-file': '平台没有给出证照文件，签章无从验证，请向部门核验',
  'seal-missing': '应有的签章没有',
  'other-document': '签章不是盖在这份证照上的',
  'body-not-named': '证照没有写明由其签章',
  'other-level': '签章单位与写明的层级不符',
  'seal-withdrawn': '签章已作废',
  'seal-state-unknown': '签章状态未能查询，请向部门核验',
  'certificate-not-in-force': '签章时证书不在有效期内',
  'certificate-ended': '证书已到期，不能证明到期之前已签章，请向部门核验',
  'sealed-later': '签章时间晚于当前时间',
};

export const SEALS: { title: string; level: Words<SealLevel> } = {
  title: '联合签章',
  level: { national: '国家级', province: '省级', city: '市级', county: '县级' },
};

/** What is wrong with the data of a licence, after the name of the element where it is about one (R83). */
export const QUALITY_FAULT: Words<QualityFault['rule']> = {
  missing: '缺失',
  format: '格式不符，未用于预填',
  code: '不在代码表中，未用于预填',
  order: '早于起始日期',
  issuer: '没有写明发证机关',
  validity: '有效期起止颠倒',
  digest: '内容与摘要不符',
  identifier: '电子证照标识校验不符',
};

export const LICENCE_FACTS = {
  fetched: (at: string) => `${at} 取用`,
  checked: (at: string) => `${at} 复核`,
  library: (name: string) => `取自${name}`,
  issuedIn: (place: string) => `${place}签发`,
  down: (names: string) => `${names}没有应答，尚不能认定没有。`,
  corrected: (day: string) => `发证机关 ${day} 更正`,
  successor: (name: string) => `现由${name}负责`,
  missing: (labels: string) => `要素缺失：${labels}`,
  faults: (said: string) => `数据质检：${said}`,
  missingHow: '按要素缺失程序，缺的内容由部门核验或申请人补填，证照其余内容照常使用',
  complete: (label: string) => `请发证部门补全${label}`,
  completeHint: '转发证部门补全这一项，不影响本件办理',
  lacking: '没有登记',
  unnamed: '未命名字段',
} as const;

/** 发证、持证、用证、共享、留存. */
export const DUTY: Words<keyof LicenceDuties> = {
  issuing: '发证',
  holding: '持证',
  using: '用证',
  sharing: '共享',
  keeping: '留存',
};
export const DUTIES = { title: '责任单位' } as const;

export const NEXT_ITEMS = {
  title: '申请人可能还可以办理',
  because: (reason: string, data: string) => `${reason}，依据：${data}`,
  begin: '申请人同意，接着办理',
  event: { birth: '出生', school: '入学', work: '就业', retirement: '退休' },
  confirm: '申请人确认享受',
  confirmTitle: '免申即享',
  confirmText: '申请人确认后即可享受，不需要另行申请。',
  confirmed: '已确认享受',
  ref: '登记号',
} as const;

export const ACCESS_LOG = {
  open: '谁看过我',
  title: '谁查看过您的数据',
  reading: '正在向省平台查询',
  none: '没有查询记录',
  noneText: '省平台还没有登记过对您数据的查询。',
  columns: { at: '时间', what: '做了什么', where: '窗口', cause: '用证事由' },
  refused: '已被拒绝',
  other: '其他查询',
} as const;

/** The province's operations, as a citizen would call them. */
export const ACCESS_OPERATION: Readonly<Record<string, string>> = {
  verifyCode: '核对亮出的码',
  callTicket: '窗口叫号',
  confirmCode: '亮码核验',
  gatheredPermits: '列出名下许可',
  readHolder: '核对身份信息',
  makeGrant: '取得授权',
  requestConsent: '征求授权',
  readConsent: '查看授权答复',
  readGrant: '查看授权状态',
  listLicences: '查看有哪些证照',
  fetchLicence: '取用证照内容',
  licencesByCode: '取用证照内容',
  licenceById: '查看证照',
  requestVerification: '向部门核验',
  readVerification: '查看核验答复',
  raiseObjection: '提出异议',
  suggest: '提示可办事项',
  readAccessLog: '查看查询记录',
  readHolderFile: '查看证照和办件档案',
  readReported: '取用此前已报的信息',
  checkExclusion: '核对承诺条件',
  registerPledge: '登记告知承诺',
};

/** Why a call to the province was held back; keys are the core's. */
export const GATE_REASON: Readonly<Record<string, string>> = {
  'signed-out': '窗口无人登录',
  'no-grant': '没有授权',
  'taken-back': '授权已收回',
  expired: '授权已过期',
  'other-case': '授权属于另一件业务',
  'other-item': '授权属于另一事项',
  'other-window': '授权属于另一窗口',
  'other-clerk': '授权属于另一工号',
  'not-listed': '证照不在授权清单内',
  'type-not-granted': '证照类型未授权',
  'element-not-granted': '字段未授权',
};
