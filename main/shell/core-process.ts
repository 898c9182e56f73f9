import path from 'node:path';
import type { ChildFile } from './child-host';
import type { LineSink } from './log';
import type { ShellOptions } from './options';
import type { WorldFacts } from './world-process';

/** What the core is started with. In training mode the world says where its province and devices are. */
export function coreArguments(options: ShellOptions, facts: WorldFacts | null, osVault: boolean): string[] {
  const provinceUrl = options.provinceUrl ?? facts?.provinceUrl;
  return [
    '--profile',
    options.profileDir,
    ...(options.training ? ['--training'] : []),
    ...(provinceUrl === undefined ? [] : ['--province', provinceUrl]),
    ...(facts === null ? [] : ['--id-card-port', facts.idCardPort, '--qr-port', facts.qrPort]),
    ...(osVault ? ['--os-vault'] : []),
  ];
}

export function coreFile(appDir: string, args: readonly string[], output: LineSink): ChildFile {
  const coreDir = path.join(appDir, 'dist', 'core');
  return {
    name: 'hall-core',
    entryPath: { utility: path.join(coreDir, 'utility.mjs'), fork: path.join(coreDir, 'node.mjs') },
    args,
    output,
  };
}
