import type { CauseCode, CheckName, CureCode, Finding } from './finding';

/** What each check looks at. */
export const CHECK_WORDS: Record<CheckName, string> = {
  'port-missing': '端口是否存在',
  'port-forbidden': '端口使用权限',
  'port-held-by-brltty': '盲文服务是否占用端口',
  'port-held-by-modemmanager': '调制解调器服务是否占用端口',
  'port-held-by-other': '其他程序是否占用端口',
  'wrong-baud': '读卡器速率',
  'no-sam': '读卡器安全模块',
  'reader-silent': '读卡器应答',
  'twin-devices': '相同设备',
  'keyboard-mode-scanner': '扫码器工作方式',
  'driver-missing': '系统驱动',
  'udev-rule-missing': '设备权限规则',
  'udevadm-missing': '设备管理组件',
  'libusb-missing': 'USB 组件',
};

export const CAUSE_WORDS: Record<CauseCode, string> = {
  'nothing-there': '设置的端口上没有设备',
  'not-a-device': '设置的端口不是设备',
  'no-permission': '当前账号没有使用该端口的权限',
  'taken-by-brltty': '盲文服务 brltty 把串口转换器认作盲文显示器，端口已消失',
  'held-by-brltty': '盲文服务 brltty 占用了端口',
  'held-by-modemmanager': '调制解调器服务 ModemManager 占用了端口',
  'perhaps-modemmanager': '端口被占用，可能是 ModemManager；当前账号看不到占用者',
  'held-by-program': '另一个程序占用了端口',
  'held-by-unknown': '端口被占用，看不到占用者',
  'answers-at-other-baud': '读卡器以另一速率应答',
  'sam-refuses': '读卡器安全模块自检未通过或未获授权',
  'sam-status-unknown': '读卡器安全模块返回了未知状态',
  'no-answer': '读卡器在各种速率下均无应答',
  'could-not-ask': '端口打不开，无法询问读卡器',
  'same-identity': '接有标识相同的设备，只能按插口区分',
  'types-like-a-keyboard': '扫码器处于键盘方式，内容会被输入法打乱',
  'not-supported': '不支持该 USB 设备或它当前的工作方式',
  'no-driver': '串口转换器没有系统驱动',
  'no-rules': '没有安装设备权限规则',
  'old-rules': '设备权限规则与本版本不一致',
  'no-udevadm': '缺少 udevadm',
  'no-libusb': '缺少 libusb 或 libudev',
};

export const CURE_WORDS: Record<CureCode, string> = {
  'plug-in': '插好设备并打开电源；端口名变化时在“设置”里改正',
  'correct-port': '在“设置”里改为正确的端口',
  'join-group': '请信息人员把当前账号加入端口所属的组，然后重新登录',
  'install-rules': '请信息人员安装设备权限规则，然后重新插拔设备',
  'stop-brltty': '请信息人员停用盲文服务（本窗口无盲文显示器时），然后重新插拔设备',
  'stop-modemmanager': '请信息人员安装设备权限规则；仍占用时停用 ModemManager',
  'close-program': '关闭占用端口的程序',
  'look-as-root': '请信息人员以管理员身份再检查一次，可看到占用者',
  'set-reader-baud': '用厂家工具把读卡器速率改回 115200',
  'power-cycle': '断开读卡器电源十秒后重新接通',
  'replace-reader': '重新插拔读卡器；仍异常时更换',
  'open-anew': '重新打开端口；仍无应答时检查电源、连线与端口',
  'free-port-first': '先解决端口问题，再检查一次',
  'bind-by-place': '在“设置”里改用按插口命名的端口（/dev/mianzheng/…），并固定插口',
  'scan-setup-code': '扫描设置码，把扫码器改为 USB 串口或 HID-POS 方式',
  'load-module': '请信息人员加载系统驱动',
  'install-udev': '请信息人员安装 udev',
  'install-libusb': '请信息人员安装 libusb 与 libudev',
};

const VERDICT_WORDS: Record<Finding['verdict'], string> = {
  fine: '正常',
  fault: '异常',
  unknown: '无法判断',
};

/** A finding as lines for a person: what, why, what helps. `name`: how the device is called at this window. */
export function findingLines(finding: Finding, name: string): string[] {
  const { check, verdict, cause, cure, details } = finding;
  const what = `［${VERDICT_WORDS[verdict]}］${name === '' ? '' : `${name}：`}${CHECK_WORDS[check]}`;
  const facts = Object.entries(details)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${value}`);
  const told = facts.length > 0 ? `（${facts.join(' ')}）` : '';
  if (cause === null) return [`${what}${told}`];
  const lines = [`${what}。${CAUSE_WORDS[cause]}${told}`];
  if (cure) lines.push(`  处理：${CURE_WORDS[cure.code]}`);
  if (cure?.kind === 'command') lines.push(`  命令：${cure.command}`);
  if (cure?.kind === 'scan-code') {
    lines.push(...cure.steps.map((step, at) => `  ${at + 1}. ${step}`));
    if (!cure.certain) lines.push(`  以上步骤未在${cure.maker}设备上验证，以说明书为准`);
  }
  return lines;
}
