import { type ParseArgsConfig, parseArgs } from 'node:util';
import { failure } from '../../../contract/failures/failure';
import { VERSION } from '../version';
import { auditVerify } from './audit';
import { caseRun } from './case-run';
import { devicesList, devicesSimulate, devicesWatch } from './devices';
import { diagnose } from './diagnose';
import { doctorDevices, doctorUdevRules } from './doctor';
import { outboxDrain, outboxStatus } from './outbox';
import { DONE, failed, type Outcome, print, say } from './output';
import { provinceServe } from './province';
import { receiptVerify } from './receipt';
import { devicesRecord, devicesReplay } from './record';

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
    usage: '--driver id-card|qr-serial --link PATH [--person ID | --text CODE] [--delay S]',
    about: '在一个虚拟串口上模拟读卡器或扫码器（训练数据）',
    options: { driver: text, link: text, person: text, text, delay: text },
    run: devicesSimulate,
  },
  'devices record': {
    usage: '--port P --driver id-card|qr-serial --out FILE [--seconds N]',
    about: '录下一个设备的原始数据，个人信息已替换，可作为故障样本',
    options: { port: text, driver: text, out: text, seconds: text },
    run: devicesRecord,
  },
  'devices replay': {
    usage: 'FILE --link PATH [--speed X] [--delay S]',
    about: '在一个虚拟串口上重放录下的数据',
    options: { link: text, speed: text, delay: text },
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
  'receipt verify': {
    usage: 'FILE [--trust CA.pem]',
    about: '核验受理通知书：passed 退出 0，failed 退出 1，undetermined 退出 2',
    options: { trust: text },
    positionals: 1,
    run: receiptVerify,
  },
  'province serve': {
    usage: '[--port N] [--data DIR] [--admin]',
    about: '在本机启动参考省平台（虚构数据）',
    options: { port: text, data: text, admin: flag },
    run: provinceServe,
  },
  'case run': {
    usage:
      '--profile DIR --province URL --item SEQ (--id-card-port P | --qr-port P) [--set KEY=VALUE]… [--paper KEY=REASON]… [--no-pledge] [--out FILE] [--timeout S]',
    about: '不开窗口办完一件：读卡或扫码、取证、填表、签章、送达',
    options: {
      ...profile,
      province: text,
      item: text,
      'id-card-port': text,
      'qr-port': text,
      set: many,
      paper: many,
      'no-pledge': flag,
      out: text,
      timeout: text,
    },
    run: caseRun,
  },
  'outbox status': { usage: '--profile DIR', about: '待送队列的数量', options: profile, run: outboxStatus },
  'outbox drain': {
    usage: '--profile DIR [--province URL] [--timeout S]',
    about: '把待送的送到省平台',
    options: { ...profile, province: text, timeout: text },
    run: outboxDrain,
  },
  'audit verify': { usage: '--profile DIR', about: '校验操作记录链', options: profile, run: auditVerify },
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
