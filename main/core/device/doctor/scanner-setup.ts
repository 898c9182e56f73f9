/**
 * What to scan so that a scanner that types like a keyboard becomes one the workstation can read. The set-up codes are
 * drawings in each model's manual and differ by model, so the steps name the setting; none of them was tried on a device.
 */
import type { ScannerSetupView } from '../../../contract/calls';

interface ScannerSetup {
  readonly maker: string;
  readonly vendorIds: readonly string[];
  readonly steps: readonly string[];
  /** True where the maker's own manual was seen for every step. */
  readonly certain: boolean;
}

const CHECK_STEP = '在“设备”页面核对：应出现串口或 HID-POS 扫码器，键盘方式的提示消失';

const SCANNER_SETUPS: readonly ScannerSetup[] = [
  {
    maker: 'Honeywell',
    vendorIds: ['0c2e', '23d0'],
    steps: [
      '打开该型号说明书“接口设置”一节',
      '扫描“USB 串口（USB Serial）”设置码，多数型号码下印有 TRMUSB130；没有这一项时扫描“USB HID POS”设置码',
      '听到确认音后重新插拔扫码器',
      CHECK_STEP,
    ],
    certain: false,
  },
  {
    maker: '新大陆',
    vendorIds: ['1eab'],
    steps: [
      '打开该型号说明书“通讯设置”一节',
      '扫描“启动设置”，再扫描“USB COM”（虚拟串口）或“HID-POS”，最后扫描“退出设置”',
      '听到确认音后重新插拔扫码器',
      CHECK_STEP,
    ],
    certain: false,
  },
  {
    maker: 'Zebra',
    vendorIds: ['05e0'],
    steps: [
      '打开该型号说明书“USB 接口”一节',
      '扫描“Simple COM Port Emulation”（串口，出厂 9600 8N1）设置码',
      '听到确认音后重新插拔扫码器',
      CHECK_STEP,
    ],
    certain: false,
  },
];

/** For makers without steps of their own. */
const OTHER_SETUP: ScannerSetup = {
  maker: '',
  vendorIds: [],
  steps: ['在该型号说明书中找到“USB 串口”或“HID-POS”设置码并扫描', '听到确认音后重新插拔扫码器', CHECK_STEP],
  certain: false,
};

export function setupFor(vendorId: string): ScannerSetup {
  return SCANNER_SETUPS.find(({ vendorIds }) => vendorIds.includes(vendorId)) ?? OTHER_SETUP;
}

/** Pictures of set-up codes as data URLs: by USB vendor id (four hexadecimal digits), or `other`. */
export type SetupPictures = ReadonlyMap<string, readonly string[]>;

/** All of them, those with a scanner plugged in first. `typing`: scanners that type like a keyboard. */
export function setupViews(
  typing: readonly { vendorId: string; product: string }[],
  kept: SetupPictures,
): ScannerSetupView[] {
  const views = [...SCANNER_SETUPS, OTHER_SETUP].map(({ maker, steps, certain, vendorIds }) => {
    const found = typing.find(({ vendorId }) => vendorIds.includes(vendorId));
    const keys = maker === '' ? ['other'] : vendorIds;
    const pictures = keys.flatMap((key) => kept.get(key) ?? []);
    return {
      maker,
      steps: [...steps],
      certain,
      plugged: found ? { product: found.product } : null,
      pictures,
    };
  });
  return views.sort((a, b) => Number(b.plugged !== null) - Number(a.plugged !== null));
}
