/** Words of the form's finer parts: corrections, contradictions, rows, files. */

export const SOURCE_NAME = {
  licence: (name: string) => `《${name}》`,
  'id-card': '申请人证件',
  holder: '省平台登记',
  'earlier-case': '此前已报',
  preset: '默认选项',
  clerk: '窗口填写',
} as const;

export const CORRECT = {
  open: '更正',
  openFor: (label: string) => `更正${label}`,
  title: '更正取得的数据',
  text: '更正内容、原因和原数据的来源随本件报省平台，并记入操作记录。',
  now: '现为',
  value: '更正为',
  confirm: '确认更正',
  reasons: ['申请人出示的原件与数据不符', '数据未及时更新', '数据有错字'],
  valueSame: '与现有内容相同',
  was: (source: string, reason: string) => `原数据来自${source}，更正原因：${reason}`,
} as const;

export const REVEAL = {
  open: '显示',
  openFor: (label: string) => `显示${label}`,
  hint: '敏感信息，查看会留下记录',
} as const;

export const CONFLICT = {
  because: (decided: string, reason: string) => `${decided}：${reason}`,
  note: (count: number) => `${count} 个来源的数据不一致，须先处理`,
  open: '处理不一致',
  openFor: (label: string) => `处理${label}的不一致`,
  title: '处理数据不一致',
  candidates: '各来源的数据',
  how: '处理方式',
  ways: {
    chosen: '以选定的来源为准',
    objection: '申请人提出异议，暂用选定的来源',
    verification: '请发证部门核验，暂用选定的来源',
  },
  confirm: '确认处理',
  choose: '请选定一个来源',
  reasons: ['与申请人当场核对', '以签发较晚的为准', '以发证部门数据为准'],
  issuerUnknown: '未注明机关',
  authoritative: '（本项数据的权威来源）',
  decided: { chosen: '已选定来源', objection: '已提异议', verification: '待部门核验' },
} as const;

export const ROWS = {
  count: (count: number) => `${count} 行`,
  add: '添加一行',
  addTo: (label: string) => `添加一行${label}`,
  remove: '移除',
  removeRow: (name: string) => `移除${name}`,
  none: '没有填写，需要时添加',
} as const;

export const ATTACH = {
  add: '添加附件',
  addTo: (name: string) => `为${name}添加附件`,
  hint: '照片或扫描件，每个不超过 4 MB，可拖到此处',
  remove: '移除',
  removeFile: (name: string) => `移除附件${name}`,
  taken: '已收附件',
  unreadable: '文件没有读出来，请重新选择',
} as const;

export const REFERENCE = {
  person: { name: '姓名', number: '身份证号码' },
  enterprise: { name: '单位名称', number: '统一社会信用代码' },
} as const;

export const REGION = { hint: '输入名称或代码' } as const;
