import { type ParseArgsConfig, parseArgs } from 'node:util';
import { failure } from '../../../contract/failures/failure';
import { VERSION } from '../version';
import { auditExport, auditVerify } from './audit';
import { caseRun } from './case-run';
import {
  catalogueCheck,
  catalogueImport,
  catalogueList,
  cataloguePublish,
  catalogueSearch,
  catalogueShow,
  catalogueSwitch,
  catalogueUse,
} from './catalogue';
import { catalogueGaps } from './catalogue-gaps';
import { devicesList, devicesWatch } from './devices';
import { diagnose } from './diagnose';
import { doctorDevices, doctorUdevRules } from './doctor';
import { doctorDisk } from './doctor-disk';
import { outboxDrain, outboxStatus } from './outbox';
import { DONE, failed, type Outcome, print, say } from './output';
import { provinceEnrol, provinceServe } from './province';
import { rates } from './rates';
import { receiptVerify } from './receipt';
import { devicesRecord, devicesReplay } from './record';
import { SECOND_OPTIONS, SECOND_USAGE } from './second-person';
import { devicesPeople, devicesSimulate } from './simulate';
import {
  storeBackup,
  storeBackups,
  storePassphrase,
  storeRecoveryKey,
  storeRestore,
  storeRotateKey,
} from './store';

type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Record<string, string | boolean | string[] | undefined>;

interface Command {
  usage: string;
  about: string;
  options: Options;
  positionals?: number;
  run: (values: Values, positionals: string[]) => Promise<Outcome>;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const many = { type: 'string', multiple: true } as const;
const profile = { profile: text, 'passphrase-file': text } as const;

const COMMANDS: Record<string, Command> = {
  'devices list': { usage: '', about: '列出本机串口和 USB HID 设备', options: {}, run: devicesList },
  'devices watch': {
    usage:
      '--port P --driver id-card|qr-serial|id-card-hid|qr-hid [--count N] [--timeout S] [--show-personal-data]',
    about: '监视一个设备，每次读取输出一行',
    options: { port: text, driver: text, count: text, timeout: text, 'show-personal-data': flag },
    run: devicesWatch,
  },
  'devices simulate': {
    usage:
      '--driver id-card|qr-serial|id-card-hid|qr-hid (--link PATH | --bus DIR) [--person ID | --text CODE] [--ending cr|lf|crlf|stx-etx|none] [--model honeywell|newland|zebra] [--delay S]',
    about: '在一个虚拟串口（--link）或一条模拟的 USB HID 总线（--bus）上模拟读卡器或扫码器（训练数据）',
    options: {
      driver: text,
      link: text,
      bus: text,
      person: text,
      text,
      ending: text,
      model: text,
      delay: text,
    },
    run: devicesSimulate,
  },
  'devices people': {
    usage: '',
    about: '列出可以在模拟读卡器上刷卡的训练人员（虚构）',
    options: {},
    run: devicesPeople,
  },
  'devices record': {
    usage: '--port P --driver id-card|qr-serial|id-card-hid|qr-hid --out FILE [--seconds N]',
    about: '录下一个设备的原始数据，个人信息已替换，可作为故障样本',
    options: { port: text, driver: text, out: text, seconds: text },
    run: devicesRecord,
  },
  'devices replay': {
    usage: 'FILE (--link PATH | --bus DIR) [--speed X] [--delay S]',
    about: '在一个虚拟串口（--link）或一条模拟的 USB HID 总线（--bus）上重放录下的数据',
    options: { link: text, bus: text, speed: text, delay: text },
    positionals: 1,
    run: devicesReplay,
  },
  'doctor devices': {
    usage: '[--profile DIR] [--id-card-port P] [--qr-port P] [--cure]',
    about: '检查设备：无异常退出 0，有异常退出 1，有无法判断的退出 2',
    options: { profile: text, 'id-card-port': text, 'qr-port': text, cure: flag },
    run: doctorDevices,
  },
  'doctor udev-rules': {
    usage: '',
    about: '输出设备权限规则文件（udev）',
    options: {},
    run: doctorUdevRules,
  },
  'doctor disk': {
    usage: '--profile DIR [--rehearse [--seconds N] | --after NUMBER]',
    about: '检查磁盘是否可靠；--rehearse 断电演练，--after 演练后核对',
    options: { profile: text, rehearse: flag, seconds: text, after: text },
    run: doctorDisk,
  },
  'receipt verify': {
    usage: 'FILE [--trust CA.pem]',
    about: '核验受理通知书：passed 退出 0，failed 退出 1，undetermined 退出 2',
    options: { trust: text },
    positionals: 1,
    run: receiptVerify,
  },
  'province serve': {
    usage: '[--port N] [--data DIR] [--faults FILE] [--admin] [--tls [--enrolment-file FILE]]',
    about: '在本机启动参考省平台（虚构数据）；--tls 只接受已登记的工作站',
    options: { port: text, data: text, faults: text, admin: flag, tls: flag, 'enrolment-file': text },
    run: provinceServe,
  },
  'province enrol': {
    usage: '--profile DIR --code-file FILE [--trust CA.pem] [--province URL]',
    about: '用登记码在省平台登记本机；到期前用新的登记码再登记一次',
    options: { ...profile, 'code-file': text, trust: text, province: text },
    run: provinceEnrol,
  },
  'case run': {
    usage:
      '--item SEQ [--holder ID] [--timeout S] | --items LIST [--timeout S] | --profile DIR --province URL --item SEQ (--id-card-port P | --qr-port P) [--set KEY=VALUE]… [--paper KEY=REASON]… [--no-pledge] [--out FILE] [--timeout S] [--second ACCOUNT [--second-secret-file FILE]]',
    about: [
      '不开窗口办完一件：读卡或扫码、取证、填表、签章、送达。不指定省平台和设备时，在随命令起停的训练环境里由虚构人员办理',
      '--items 用逗号分隔：SEQ、SEQ@人员编号、defined（全部已定义事项和一件事）、all（整个目录）；每件输出一行，最后一行是合计',
      '全部办完退出 0；有一件未办完或被中断退出 1，该行写明代码和办法；参数有误退出 64',
    ].join('\n      '),
    options: {
      ...profile,
      province: text,
      item: text,
      items: text,
      holder: text,
      'id-card-port': text,
      'qr-port': text,
      set: many,
      paper: many,
      'no-pledge': flag,
      ...SECOND_OPTIONS,
      out: text,
      timeout: text,
    },
    run: caseRun,
  },
  'catalogue check': {
    usage: 'OLD NEW',
    about: '比较两版事项目录：只增不减，列出减少、增加和可疑之处；有减少退出 1',
    options: {},
    positionals: 2,
    run: catalogueCheck,
  },
  'catalogue import': {
    usage: 'FILE --profile DIR [--trust ROOT.pem]',
    about: '收下一版已签名的事项目录，到生效日启用；--trust 指定发布单位的根证书',
    options: { profile: text, trust: text },
    positionals: 1,
    run: catalogueImport,
  },
  'catalogue list': {
    usage: '--profile DIR',
    about: '列出已有的目录版次、正在使用的版次和本大厅的启用情况',
    options: { profile: text },
    run: catalogueList,
  },
  'catalogue show': {
    usage: 'SEQ --profile DIR [--holder person|enterprise]',
    about: '一个事项或一件事今天在本大厅怎样办理：字段、材料、依据、所用证照',
    options: { profile: text, holder: text },
    positionals: 1,
    run: catalogueShow,
  },
  'catalogue gaps': {
    usage: '--profile DIR',
    about: '列出尚未与电子证照库关联的事项：先是合计，再每项一行',
    options: { profile: text },
    run: catalogueGaps,
  },
  'catalogue search': {
    usage: 'TEXT --profile DIR [--limit N]',
    about: '按名称、拼音、首字母、部门、证照、主题或序号查找事项',
    options: { profile: text, limit: text },
    positionals: 1,
    run: catalogueSearch,
  },
  'catalogue switch': {
    usage: '--profile DIR (--item SEQ | --licence SEQ) --state on|trial|off --note TEXT [--from DAY]',
    about: '在本大厅启用、试用或停用一个事项或一类证照，下次启动窗口时生效',
    options: { profile: text, item: text, licence: text, state: text, note: text, from: text },
    run: catalogueSwitch,
  },
  'catalogue use': {
    usage: '--profile DIR [--edition EDITION|latest] [--region CODE|none]',
    about: '固定使用某一版目录（退回），或者恢复为最新；指定叠加哪个市的目录',
    options: { profile: text, edition: text, region: text },
    run: catalogueUse,
  },
  'catalogue publish': {
    usage: '--profile DIR --out DIR',
    about: '导出可以公开的应用清单和指南：接受哪些证照、用在哪些事项、怎样使用（HTML 和 CSV，不含个人信息）',
    options: { profile: text, out: text },
    run: cataloguePublish,
  },
  'outbox status': { usage: '--profile DIR', about: '待送队列的数量', options: profile, run: outboxStatus },
  'outbox drain': {
    usage: '--profile DIR [--province URL] [--timeout S]',
    about: '把待送的送到省平台',
    options: { ...profile, province: text, timeout: text },
    run: outboxDrain,
  },
  rates: {
    usage:
      '--profile DIR [--by all|item|window|day|department|licence|issuer] [--from DAY] [--to DAY] [--out FILE]',
    about: '导出共享率、替代率、证照数据质检合格率等指标（CSV，不含个人信息）',
    options: { ...profile, by: text, from: text, to: text, out: text },
    run: rates,
  },
  'store backup': {
    usage: '--profile DIR',
    about: '立即备份（加密，逐页校验）',
    options: profile,
    run: storeBackup,
  },
  'store backups': {
    usage: '--profile DIR',
    about: '列出备份，最新的在前',
    options: { profile: text },
    run: storeBackups,
  },
  'store restore': {
    usage: '--profile DIR --from NAME',
    about: '用备份恢复；原有数据移到 set-aside 目录，不删除',
    options: { ...profile, from: text },
    run: storeRestore,
  },
  'store recovery-key': {
    usage: '--profile DIR [--sheet]',
    about: '生成恢复密钥，只显示一次；--sheet 输出一页可打印的文字',
    options: { ...profile, sheet: flag },
    run: storeRecoveryKey,
  },
  'store passphrase': {
    usage: '--profile DIR --new-passphrase-file FILE [--recovery-file FILE]',
    about: '更换口令；忘记原口令时用恢复密钥',
    options: { ...profile, 'new-passphrase-file': text, 'recovery-file': text },
    run: storePassphrase,
  },
  'store rotate-key': {
    usage: '--profile DIR',
    about: '更换数据密钥，全库重新加密（先关闭窗口）',
    options: profile,
    run: storeRotateKey,
  },
  'audit verify': {
    usage: '--profile DIR [--province URL] [--receipt FILE]',
    about: '校验操作记录链，并与省平台留存的链头、申请人手中的通知书核对',
    options: { ...profile, province: text, receipt: text },
    run: auditVerify,
  },
  'audit export': {
    usage: `--profile DIR [--format csv|jsonl] [--case ID | --receipt NUMBER | --holder-file FILE] [--clerk ACCOUNT] [--licence SEQ] [--from DAY] [--to DAY] [--province URL] [--out FILE] ${SECOND_USAGE}`,
    about: '导出操作记录（不含个人信息），须双人确认，导出本身也记录在案',
    options: {
      ...profile,
      format: text,
      case: text,
      receipt: text,
      'holder-file': text,
      province: text,
      ...SECOND_OPTIONS,
      clerk: text,
      licence: text,
      from: text,
      to: text,
      out: text,
    },
    run: auditExport,
  },
  diagnose: {
    usage: '[--profile DIR]',
    about: '运行环境、设备、存储、省平台一页说明',
    options: profile,
    run: diagnose,
  },
};

function sayUsage(): void {
  say('用法：npm run -s hall -- <命令> [选项]\n');
  for (const [name, { usage, about }] of Object.entries(COMMANDS)) say(`  ${name} ${usage}\n      ${about}`);
  say('\n口令来源：--passphrase-file、环境变量 HALL_PASSPHRASE、本机账号下的工作站口令文件。');
}

/** Finds the command by its first one or two words and checks its options before it runs. */
export async function runCommand(args: readonly string[]): Promise<Outcome> {
  if (args.length === 0 || args[0] === 'help' || args[0] === '--help') {
    sayUsage();
    return args.length === 0 ? { exitCode: 64, failure: null } : DONE;
  }
  if (args[0] === '--version') {
    print({ version: VERSION });
    return DONE;
  }
  const words = Object.hasOwn(COMMANDS, args[0] ?? '') ? 1 : 2;
  const name = args.slice(0, words).join(' ');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    sayUsage();
    return failed(failure('USAGE_WRONG', { command: name }));
  }
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({
      args: args.slice(words),
      options: command.options,
      allowPositionals: command.positionals !== undefined,
    }) as typeof parsed;
  } catch (error) {
    say(`用法：${name} ${command.usage}`);
    return failed(
      failure('USAGE_WRONG', {
        command: name,
        why: error instanceof Error ? (error.message.split('.')[0] ?? '') : '',
      }),
    );
  }
  if (parsed.positionals.length !== (command.positionals ?? 0)) {
    say(`用法：${name} ${command.usage}`);
    return failed(failure('USAGE_WRONG', { command: name }));
  }
  return command.run(parsed.values, parsed.positionals);
}
