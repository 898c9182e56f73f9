/** Words of what the hall publishes for everybody (R44). */

/** More items than this are given by number. */
const NAMED = 3;

export const RULES = {
  open: '证照应用清单',
  title: '电子证照证明应用清单和指南',
  search: '输入证照、事项、部门或材料的名称',
  print: '打印',
  none: '没有找到',
  noneHint: '请换一个说法，或减少几个字再找。',
  reading: '正在读取清单',
  edition: (edition: string, day: string) => `目录版次 ${edition}，自${day}起施行`,
  consent: '使用证照须经持有人授权，只取办理该事项需要的内容；持有人可以查询谁用过自己的证照。',
  licences: (count: number) => `接受的证照（${count} 种）`,
  items: (count: number) => `应用的事项（${count} 项）`,
  others: (count: number) => `另有 ${count} 项按通用表单受理。`,
  issued: (holder: string, issuer: string) => `${holder}证照，${issuer}签发`,
  /** A few are named; of many, the numbers under which they stand below. */
  usedIn: (items: readonly { seq: number; name: string }[]) =>
    items.length <= NAMED
      ? `用于：${items.map(({ seq, name }) => `${name}（第 ${seq} 项）`).join('、')}`
      : `用于 ${items.length} 项：第 ${items.map(({ seq }) => seq).join('、')} 项`,
  usedAs: (name: string, how: string) => `${name}：${how}`,
  about: (seq: number, department: string, holder: string) => `第 ${seq} 项　${department}　${holder}事项`,
  trial: '（试运行）',
  otherwise: (way: string) => `；不能办到的，${way}`,
  basis: (basis: string) => `依据：${basis}`,
  lawful: (basis: string) => `办理依据：${basis}`,
  holder: { person: '个人', enterprise: '企业' },
  use: { replaces: '免提交该证照', fills: '自动填表' },
  way: {
    cancelled: '依法取消，不再提供',
    sharing: '电子证照或共享数据，免提交',
    pledge: '告知承诺',
    verification: '部门核验',
    paper: '提交纸质材料',
  },
} as const;
