/** Words of what a shown code does besides beginning a case: numbers called, codes confirmed, permits brought up. */
import type { ConfirmView } from '../../main/contract/calls';
import type { ConfirmScene } from '../../main/contract/province/confirm';
import type { ShownForm } from '../../main/contract/province/shown-forms';

export const CALLING = {
  open: '叫号',
  nobody: '现在没有人等候',
  waiting: (count: number) => (count > 0 ? `还有 ${count} 人等候` : '没有其他人等候'),
  hint: (number: string) =>
    `已叫 ${number} 号，身份和所选事项已带来。请申请人到窗口后取证；没有来的，放弃本件再叫下一号。`,
  hintItem: (number: string) => `已叫 ${number} 号，取号时没有选事项，请问明后选定。`,
  label: (number: string) => `${number} 号`,
  goOn: (number: string) => `接着办 ${number} 号`,
  passOver: '过号',
  passedOver: (number: string) => `${number} 号已过号`,
  standing: (number: string) => `已叫 ${number} 号，还没有开始办理`,
  hintStanding: (number: string) =>
    `已叫 ${number} 号，还没有开始办理。申请人到窗口后按“接着办”；没有来的，按“过号”再叫下一号。`,
} as const;

export const CONFIRM = {
  open: '亮码核验',
  title: '亮码核验',
  text: '不办理业务，只核对一个问题。姓名只显示一部分，结果过一会儿自动清除，本机不留存。',
  scene: '核验什么',
  waiting: '请对方出示码',
  waitingHint: '鲁通码、电子营业执照、医保电子凭证等都可以，对准扫码器即可。',
  asking: '正在向省平台核验',
  failed: '未能核验',
  holder: '持有人',
  until: '有效期至',
  longTerm: '长期有效',
  leaves: (seconds: number) => `${seconds} 秒后自动清除`,
  close: '结束核验',
} as const;

export const CONFIRM_ANSWER: Readonly<Record<NonNullable<ConfirmView['told']>['answer'], string>> = {
  yes: '是',
  no: '否',
  withheld: '持有人没有同意查询，无法核验',
};

export const CONFIRM_SCENE: Readonly<Record<ConfirmScene, { name: string; question: string }>> = {
  driving: { name: '交通出行', question: '是否持有有效的机动车驾驶证' },
  medical: { name: '看病就医', question: '是否持有有效的医保电子凭证' },
  school: { name: '入学入托', question: '是否持有有效的出生医学证明' },
  entry: { name: '入场通行', question: '是否持有有效的居民身份证' },
  senior: { name: '老年优待', question: '是否持有有效的老年人优待证' },
  disability: { name: '残疾人优待', question: '是否持有有效的残疾人证' },
  business: { name: '市场主体验证', question: '是否持有有效的营业执照' },
};

export const PERMITS = {
  open: '名下许可',
  title: '企业名下的许可',
  text: '营业执照下归集的许可，只列名称和状态。本事项用得到的已经按授权调取，其余不调取内容。',
  reading: '正在向省平台查询',
  none: '名下没有其他许可',
  noneText: '省平台没有归集到这家企业的许可证照。',
  columns: { name: '许可', issuer: '发证机关', validTo: '有效期至', state: '状态', use: '本事项' },
  noEnd: '长期',
  granted: '已授权调取',
  notGranted: '不调取',
} as const;

export const SHOWN_FORM: Readonly<Record<ShownForm, string>> = {
  'one-code': '鲁通码',
  'business-licence': '电子营业执照',
  'medical-voucher': '医保电子凭证',
  'social-security-voucher': '电子社会保障卡',
  'department-code': '部门证照码',
};
