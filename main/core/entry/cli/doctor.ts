import { hostAt } from '../../../../native/host';
import type { DeviceConfig } from '../../../contract/flow/device';
import { systemClock } from '../../base';
import { examineDevices, findingLines, overallVerdict, RULES_FILE, udevRules } from '../../device';
import { devicesOf, readConfig } from '../config';
import type { Values } from './commands';
import { DONE, type Outcome, print, say } from './output';
import { guarded, orThrow, textOf } from './values';
import { withDrivers } from './with-drivers';

const EXIT = { fine: 0, fault: 1, unknown: 2 } as const;

/** Prints facts and findings; says them in words. Exit 0 nothing wrong, 1 a fault, 2 something could not be determined. */
export function doctorDevices(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const devices = devicesToExamine(values);
    const diagnosis = await withDrivers(({ serial, hid, besides }) =>
      examineDevices({ host: besides(hostAt()), serial, hid, clock: systemClock }, devices, {
        cure: values.cure === true,
      }),
    );
    const verdict = overallVerdict(diagnosis.findings);
    print({ verdict, ...diagnosis });
    const nameOf = (id: string | null) => devices.find((device) => device.id === id)?.label ?? '';
    for (const finding of diagnosis.findings)
      for (const line of findingLines(finding, nameOf(finding.device))) say(line);
    for (const id of diagnosis.cured) say(`［已处理］${nameOf(id)}：重新打开端口后有应答`);
    if (devices.length === 0) say('没有设置设备：用 --profile、--id-card-port 或 --qr-port 指定');
    return { exitCode: EXIT[verdict], failure: null };
  });
}

function devicesToExamine(values: Values): DeviceConfig[] {
  const idCardPort = textOf(values, 'id-card-port');
  const qrPort = textOf(values, 'qr-port');
  const profile = textOf(values, 'profile');
  if (profile === undefined) return devicesOf({ idCardPort: idCardPort ?? '', qrPort: qrPort ?? '' });
  return devicesOf(
    orThrow(readConfig(profile, { ...(idCardPort && { idCardPort }), ...(qrPort && { qrPort }) })),
  );
}

/** The one command whose output is no JSON: it is the file itself. */
export function doctorUdevRules(): Promise<Outcome> {
  process.stdout.write(udevRules());
  say(`存为 /etc/udev/rules.d/${RULES_FILE}，然后运行 udevadm control --reload 与 udevadm trigger`);
  return Promise.resolve(DONE);
}
