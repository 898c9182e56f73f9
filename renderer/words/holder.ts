/** Words of the holder's own file, and of who handles a case. */

export const HOLDER_FILE = {
  open: '证照和办件档案',
  title: { person: '一人一档', enterprise: '一企一档' },
  hint: '凭本件授权查看，查看会留下记录。',
  reading: '正在读取',
  cases: '办过的事项',
  licences: '本件授权范围内的证照',
  noCases: '没有办件记录',
  noLicences: '授权范围内没有证照',
  columns: {
    cases: { at: '受理时间', item: '事项', state: '办理情况' },
    licences: { name: '证照', issuer: '发证机关', validTo: '有效期至', state: '状态' },
  },
  forGood: '长期',
  state: { accepted: '已受理', handed: '已转部门', archived: '已归档', lapsed: '暂收未确认' },
} as const;

/** Of a licence as the province keeps it. */
export const HELD_STATUS = { valid: '有效', expired: '已过期', revoked: '已撤销' } as const;

export const ROUTING = {
  label: '承办部门',
  to: (body: string) => `送 ${body}`,
  unknown: (department: string) =>
    `${department}在本地区的承办单位无法确定（目录没有列明，或本窗口没有设置行政区划代码），受理后由省平台人工分办`,
  handed: (body: string, at: string) => `已转 ${body}　${at}`,
  open: (item: string) => `${item}：待省平台分办`,
} as const;
