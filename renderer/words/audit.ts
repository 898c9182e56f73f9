/** Words of the record of operations and of the checks on a receipt. Keys are the core's; a test holds them together. */

export const AUDIT_ACTION: Readonly<Record<string, string>> = {
  'sign-in': '登录',
  'sign-in-refused': '登录未通过',
  'sign-out': '锁定或退出登录',
  'case-open': '开始办理',
  'credential-read': '识别身份',
  'grant-obtained': '取得用证授权',
  'grant-refused': '未取得用证授权',
  'licence-fetched': '取用证照',
  'field-edited': '窗口填写',
  'pledge-taken': '告知承诺',
  'paper-accepted': '改收纸质材料',
  'receipt-sealed': '签章出件',
  'receipt-opened': '查看受理通知书',
  'receipt-printed': '打印受理通知书',
  'case-abandoned': '放弃办理',
  'case-closed': '交付并结束',
  'parcel-acknowledged': '送达省平台',
  'parcel-parked': '搁置',
  'parcel-unparked': '重新排队',
  'seal-installed': '取得电子印章',
  'settings-changed': '修改设置',
  'audit-verified': '校验操作记录',
};

export const RECEIPT_CHECK: Readonly<Record<string, string>> = {
  signed: '文件带有一个电子签章',
  'byte-range': '签章覆盖范围正确',
  coverage: '签章覆盖到文件末尾',
  revisions: '出件后没有改版',
  digest: '文件内容未被改动',
  signature: '签章由印章密钥生成',
  'signing-certificate': '签章证书未被替换',
  trust: '签章证书由可信机构签发',
  validity: '签章时证书在有效期内',
};

export const AUDIT_FACT = {
  item: (seq: number) => `第 ${seq} 号事项`,
  agreed: '申请人同意',
  withdrawn: '承诺撤回',
  offline: '离线',
  duplicate: '省平台此前已收到',
  lines: (count: number) => `${count} 条`,
  intact: '未被改动',
  broken: '校验不通过',
  pledges: (count: number) => `承诺 ${count} 份`,
} as const;
