/** Words of the data key: who keeps it, its recovery key, its change. The sheet itself has its words in the contract. */

export const DATA_KEY = {
  title: '数据密钥',
  keptBy: '保管方式',
  keepInVault: '改由系统密钥库保管',
  keepInVaultTitle: '改由系统密钥库保管数据密钥',
  keepInVaultText:
    '以后用本机系统账号登录后即可打开本机数据，不再输入工作站口令，原口令作废。系统重装或账号重置后，只能凭恢复密钥打开。',
  recovery: '恢复密钥',
  recoveryNone: '未生成',
  recoveryMade: '已生成',
  recoveryHint: '已打印封存的一份可以打开本机数据。',
  recoveryReminder: {
    os: '系统重装、账号重置或更换电脑后，没有恢复密钥就打不开本机数据。请生成、打印并封存。',
    passphrase: '忘记工作站口令后，没有恢复密钥就打不开本机数据。请生成、打印并封存。',
  },
  make: '生成恢复密钥',
  makeAgain: '重新生成',
  makeAgainTitle: '重新生成恢复密钥',
  makeAgainText: '重新生成后，原来封存的恢复密钥作废，请销毁。',
  sheetTitle: '恢复密钥只显示这一次',
  print: '打印',
  notPrinted: '尚未打印。关闭后不再显示，原来封存的恢复密钥也已作废。',
  close: '已打印封存，关闭',
  change: '更换密钥',
  changeHint: '怀疑密钥泄露时更换，本机数据全部重新加密，需要数分钟。更换后恢复密钥作废，须重新生成。',
  changeAsk: '下次启动时更换',
  changeDue: '下次启动时更换数据密钥',
  changeWithdraw: '撤回',
} as const;

export const RECOVERY = {
  link: '用恢复密钥打开',
  back: '返回',
  title: '用恢复密钥打开',
  text: '请输入封存的恢复密钥，共 8 组，每组 4 位。不分大小写，短横线可不输。',
  vault: '打开后，数据密钥改由本机系统密钥库保管。',
  newPassphrase: '打开后，本机数据改由新的工作站口令保管。',
  key: '恢复密钥',
  keyMissing: '请输入恢复密钥',
  passphrase: '新工作站口令',
  submit: '打开本机数据',
  working: '正在打开',
} as const;
