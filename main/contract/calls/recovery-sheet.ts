/** The words on the page with a profile's recovery key: the window shows it, the command line prints it. */
import type { RecoverySheet } from './views';

export const RECOVERY_SHEET = {
  title: '免证窗工作站恢复密钥',
  place: ({ hallName, windowNo, day }: RecoverySheet) =>
    `大厅：${hallName}　窗口：${windowNo}　生成日期：${day}`,
  notes: [
    '忘记工作站口令、系统密钥库不可用或更换电脑时，在启动画面选“用恢复密钥打开”，输入本页密钥；也可用命令行 hall store passphrase --recovery-file 重新设定口令。',
    '持有本页即可打开本机全部数据。请装入信封密封，与工作站分开存放，专人保管。',
    '本页只打印一次，系统不保存。重新生成或更换数据密钥后，本页作废，请销毁。',
  ],
  signed: '保管人：____________　　日期：____________',
} as const;
