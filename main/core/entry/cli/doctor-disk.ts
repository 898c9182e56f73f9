import { type DiskFinding, examineDisk, lostInPowerCut, rehearsePowerCut } from '../../store';
import type { Values } from './commands';
import { DONE, type Outcome, print, say } from './output';
import { guarded, required, wholeNumber } from './values';

const WORDS: Readonly<Record<DiskFinding, string>> = {
  memory: '目录在内存里，断电即失。请改用本机硬盘上的目录',
  network: '目录在网络盘上，断网或断电时不能保证数据完整。请改用本机硬盘上的目录',
  'unknown-file-system': '不认识的文件系统，无法判断写入是否可靠。请用断电演练确认',
  'flush-too-fast': '写盘快得不合常理，磁盘可能没有真正写入就回报完成。请用断电演练确认',
  'flush-slow': '写盘很慢，办件时会有停顿。请检查磁盘健康状况',
  'space-short': '剩余空间不足 2 GB。请清理磁盘',
  'not-writable': '目录不可写。请检查权限和挂载方式',
};

/** Exit 0 fine, 1 unfit, 2 suspect. */
const EXIT = { fine: 0, unfit: 1, suspect: 2 } as const;

/** Whether the profile's disk keeps what it says it has written. */
export function doctorDisk(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const dir = required(values, 'profile');
    if (values.rehearse === true)
      return rehearse(dir, wholeNumber(values, 'seconds', { min: 1, max: 86_400, otherwise: 600 }));
    if (values.after !== undefined)
      return afterwards(
        dir,
        wholeNumber(values, 'after', { min: 1, max: Number.MAX_SAFE_INTEGER, otherwise: 1 }),
      );
    const report = examineDisk(dir, () => performance.now());
    print(report);
    for (const finding of report.findings) say(`［磁盘］${WORDS[finding]}`);
    if (report.verdict === 'fine')
      say('［磁盘］未发现问题。软件看不穿会谎报的磁盘，安装时请做一次断电演练：--rehearse');
    return { exitCode: EXIT[report.verdict], failure: null };
  });
}

async function rehearse(dir: string, seconds: number): Promise<Outcome> {
  say('断电演练：请记下屏幕上最后一个数字，然后直接拔掉电源。重新开机后运行 --after 加这个数字。');
  const end = performance.now() + seconds * 1_000;
  await rehearsePowerCut(
    dir,
    (number) => void process.stdout.write(`${number}\n`),
    () => performance.now() >= end,
  );
  return DONE;
}

async function afterwards(dir: string, lastTold: number): Promise<Outcome> {
  const found = lostInPowerCut(dir, lastTold);
  if (found === null) {
    say('［磁盘］没有找到断电演练的记录，请先运行 --rehearse');
    return { exitCode: 2, failure: null };
  }
  print(found);
  say(
    found.lost === 0
      ? '［磁盘］回报写入的都在盘上，这块磁盘守信'
      : `［磁盘］有 ${found.lost} 条回报写入却不在盘上：这块磁盘会谎报。请关闭磁盘写缓存或更换磁盘`,
  );
  return { exitCode: found.lost === 0 ? 0 : 1, failure: null };
}
