/** Words of the frame: product, bars, steps, keys, dialogs that several screens share. */

export const PRODUCT = '免证窗';

export const FRAME = {
  opening: '正在打开工作台',
  notOpened: '工作台没有打开',
  noBridge: '请从免证窗程序打开本页面',
  windowNo: (no: string) => `${no} 窗口`,
  training: '训练模式 · 数据均为虚构 · 不具法律效力',
  restarting: '后台服务正在恢复，已填内容不会丢失，恢复后自动续上',
  starting: '后台服务正在启动',
  gone: '后台服务未能自动恢复',
  restartCore: '重新启动后台服务',
  retry: '重试',
  code: '代码',
  stationFailed: '这一页没有显示出来，业务内容没有受影响',
  reopenStation: '重新打开本页',
} as const;

export const NAVIGATION = {
  desk: '办理',
  errands: '待办',
  outbox: '待送',
  devices: '设备',
  records: '记录',
  settings: '设置',
} as const;

export const STEPS = [
  '选择事项',
  '识别身份',
  '取证授权',
  '核对证照',
  '核对表单',
  '签章出件',
  '送达省平台',
] as const;

export const STEP_STATE = {
  done: '已完成',
  current: '正在办理',
  waiting: '等待中',
  todo: '未开始',
  failed: '未通过',
} as const;

export const STEP_NOTE = {
  turn: '排队等候',
  licences: (count: number, gaps: number) => (gaps ? `已取 ${count} 件，缺 ${gaps} 件` : `已取 ${count} 件`),
  open: (count: number) => `还差 ${count} 处`,
  complete: '已填齐',
  province: '等省平台答复',
  holder: '等申请人确认',
  sealing: '正在签章',
} as const;

export const TODAY = {
  title: '今日本窗口',
  sealed: '已出件',
  delivered: '已送达',
  waiting: '待送',
  parked: '搁置',
  pieces: (count: number) => `${count} 件`,
  elapsed: '本件已用',
} as const;

export const FOOT = {
  'id-card': '读卡器',
  'qr-serial': '扫码器',
  'id-card-hid': '读卡器',
  'qr-hid': '扫码器',
  province: '省平台',
  queue: '队列',
  queueEmpty: '无待送',
  queueWaiting: (count: number) => `待送 ${count}`,
  queueParked: (count: number) => `搁置 ${count}，请处理`,
  lock: '锁定',
  offline: '离线登录',
  offlineFor: (why: string) => `离线登录：${why}`,
  keys: '按键',
  training: '训练设备',
  none: '未配置',
} as const;

export const KEY_WORDS = {
  help: '按键一览',
  desk: '办理',
  nextGap: '跳到下一处待填',
  errands: '待办',
  outbox: '待送队列',
  devices: '设备',
  records: '操作记录',
  settings: '设置',
  primary: '本页主操作',
  back: '返回上一步',
  training: '训练设备',
  camera: '打开或关闭摄像头扫码',
  scan: '启动扫码器',
  callNext: '叫下一号',
  confirmCode: '亮码核验，不开业务',
  lock: '锁定工作台',
  search: '搜索事项',
  close: '关闭当前对话框',
} as const;

export const KEY_HELP = {
  title: '按键一览',
  choose: '在列表中上下移动并选定',
  chooseKeys: '↑ ↓ 回车',
  move: '到下一项',
  moveKeys: 'Tab',
} as const;

export const DIALOG = {
  close: '关闭',
  cancel: '取消',
  reason: '原因',
  reasonHint: '请写明原因',
} as const;

export const ABANDON = {
  open: '放弃本件',
  title: '放弃本件业务',
  text: '本件尚未出件，放弃后不会送出任何内容。取得的证照内容随之清除。',
  confirm: '确认放弃',
  reasons: ['申请人改日再办', '叫号后申请人没有来', '申请人选错事项', '证照不全，改走原流程'],
} as const;

export const EVIDENCE_PANE = {
  title: '依据',
  count: (count: number) => `${count} 件`,
  emptyTitle: '尚无依据',
  empty: '申请人刷证或亮码、省平台答复以后，这里逐件列出证照、发证机关、有效期、核验结论和取用的字段。',
  identity: '身份',
  holder: '省平台登记',
  readAt: (time: string) => `${time} 读取`,
  longTerm: '长期',
  to: (from: string, until: string) => `${from} 至 ${until}`,
  until: (until: string) => `至 ${until}`,
  used: (count: number) => `填入 ${count} 项`,
  unused: '未用于填表',
  unnamed: '其他',
  elements: (count: number) => `取用字段 ${count} 项`,
  gaps: '缺少的证照',
} as const;
