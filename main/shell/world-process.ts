import path from 'node:path';
import { z } from 'zod';
import type { ChildFile } from './child-host';
import type { LineSink } from './log';

/** What the training world says when it is ready: where its province answers and where its devices are plugged in. */
export const WorldFacts = z.object({
  provinceUrl: z.url(),
  idCardPort: z.string().min(1),
  qrPort: z.string().min(1),
});
export type WorldFacts = z.infer<typeof WorldFacts>;

export function worldFile(appDir: string, profileDir: string, output: LineSink): ChildFile {
  const entryPath = path.join(appDir, 'dist', 'world', 'main.mjs');
  return {
    name: 'hall-world',
    entryPath: { utility: entryPath, fork: entryPath },
    args: ['--dir', path.join(profileDir, 'world')],
    output,
  };
}
