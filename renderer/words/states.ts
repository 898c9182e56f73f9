/** One word for every value of every enumeration that a clerk can meet. The types ask for each of them. */
import type { ProvinceView, ReceiptView } from '../../main/contract/calls';
import type { CardDocument, CodeFormat, CredentialWarning } from '../../main/contract/flow/credential';
import type { DeviceState } from '../../main/contract/flow/device';
import type { FieldProblem, FieldSource, Settlement } from '../../main/contract/flow/form';
import type { LicenceCopy, LicenceGap, Verdict } from '../../main/contract/flow/grant';

type Words<Key extends string> = Readonly<Record<Key, string>>;

export const DEVICE_STATE: Words<DeviceState> = {
  absent: '未找到',
  opening: '正在连接',
  ready: '就绪',
  busy: '已放卡',
  lost: '连接中断',
};

export const PROVINCE_STATE: Words<ProvinceView['state']> = {
  unknown: '正在探测',
  reachable: '畅通',
  unreachable: '连不上',
};

export const PARCEL_STATE: Words<ReceiptView['delivery']> = {
  waiting: '待送',
  leased: '正在送',
  later: '稍后再送',
  parked: '搁置',
  acknowledged: '已送达',
};

export const VERDICT: Words<Verdict> = {
  passed: '核验通过',
  failed: '核验未通过',
  undetermined: '未能核验',
};

export const CHECK_NAME: Words<LicenceCopy['checks'][number]['name']> = {
  signature: '发证机关签名',
  status: '证照状态',
  validity: '有效期',
  issuer: '发证机关职权',
  holder: '持证人一致',
  seals: '联合签章',
};

export const GAP: Readonly<Record<LicenceGap['why'], { word: string; instead: string }>> = {
  withheld: { word: '未授权', instead: '申请人没有授权这一证照，相应材料在表单中改用承诺、核验或纸质' },
  absent: { word: '未查到', instead: '省平台没有这一证照，相应材料在表单中改用承诺、核验或纸质' },
  unreachable: {
    word: '无法连接',
    instead: '证照服务没有答复，可返回上一步再次取证，或在表单中改用其他方式',
  },
  'failed-check': { word: '核验未通过', instead: '证照没有通过核验，未采用，相应材料在表单中改用其他方式' },
  'not-this-year': {
    word: '该年份没有',
    instead: '按发证清单，这一年份没有电子证照，没有查询，相应材料在表单中改用核验、承诺或纸质',
  },
  'not-this-place': {
    word: '该地区没有',
    instead: '按发证清单，这一地区没有电子证照，没有查询，相应材料在表单中改用核验、承诺或纸质',
  },
  'not-yet': {
    word: '尚未制发',
    instead: '按发证清单，还没有到制发的时候，没有查询，相应材料在表单中改用核验、承诺或纸质',
  },
  undetermined: { word: '未能核验', instead: '证照有核验不能作出，未采用，相应材料可在表单中向部门核验' },
};

export const SETTLEMENT: Words<Settlement> = {
  cancelled: '直接取消',
  sharing: '证照共享',
  pledge: '告知承诺',
  verification: '部门核验',
  paper: '纸质材料',
};

export const CARD_DOCUMENT: Words<CardDocument> = {
  resident: '居民身份证',
  'foreign-2017': '外国人永久居留身份证',
  'hmt-permit': '港澳台居民居住证',
  'foreign-2023': '外国人永久居留身份证',
};

export const CODE_FORMAT: Words<CodeFormat> = {
  'resident-code': '鲁通码（个人）',
  'enterprise-code': '鲁通码（企业）',
  'business-licence': '电子营业执照',
  'medical-voucher': '医保电子凭证',
  'social-security-voucher': '电子社会保障卡',
  'department-code': '部门证照码',
  'called-person': '取号时出示的码（个人）',
  'called-enterprise': '取号时出示的码（企业）',
  'id-number': '身份证号码',
  uscc: '统一社会信用代码',
  'licence-id': '证照标识',
  receipt: '受理通知书',
  unknown: '未识别的二维码',
};

export const CREDENTIAL_WARNING: Words<CredentialWarning> = {
  'check-digit': '证件号码校验位不符，请核对证件',
  'sex-mismatch': '证件号码与性别不符，请核对证件',
  'birth-mismatch': '证件号码与出生日期不符，请核对证件',
  'private-characters': '含有生僻字，请核对姓名用字',
};

export const FIELD_SOURCE: Words<FieldSource['from']> = {
  licence: '证照',
  'id-card': '证件',
  holder: '登记',
  'earlier-case': '此前已报',
  preset: '默认',
  clerk: '窗口',
};

/** `about` is already the other field's label where the problem names one. */
export const FIELD_PROBLEM: Readonly<Record<FieldProblem['code'], (about: string) => string>> = {
  required: () => '请填写',
  'too-long': (about) => (about ? `不能超过 ${about} 个字` : '内容过长'),
  'date-format': () => '日期请写成 20261122 或 2026-11-22',
  'id-number': () => '身份证号码不对，请核对',
  uscc: () => '统一社会信用代码不对，请核对',
  phone: () => '请填 11 位手机号码，或带区号的座机号码',
  number: () => '请填数字',
  option: () => '请从选项中选择',
  order: (about) => (about ? `与“${about}”的先后不符` : '先后顺序不符'),
  mismatch: (about) => (about ? `与“${about}”不一致` : '前后不一致'),
  pledge: () => '申请人尚未承诺',
  region: () => '请从行政区划中选择',
  reference: (about) =>
    about === 'enterprise' ? '请填写单位名称和正确的统一社会信用代码' : '请填写姓名和正确的身份证号码',
};

export const VAULT: Words<'os' | 'passphrase'> = { os: '由系统密钥库保管', passphrase: '由工作站口令保管' };

export const SEAL_STATE: Words<'missing' | 'ready' | 'expired'> = {
  missing: '尚未取得',
  ready: '可用',
  expired: '已过期',
};

export const CORE_HOST: Words<'utility' | 'fork' | 'none'> = {
  utility: '内置服务进程',
  fork: '独立服务进程',
  none: '未运行',
};

export const HOLDER_KIND: Words<'person' | 'enterprise'> = { person: '个人', enterprise: '企业' };
