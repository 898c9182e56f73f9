import path from 'node:path';
import { fail, ok, type Result } from '../contract/failures/failure';

export interface ShellOptions {
  /** Everything this workstation keeps: store, logs, Chromium's own files. */
  readonly profileDir: string;
  readonly training: boolean;
  readonly dev: boolean;
  /** Overrides the province of the settings; null: the settings decide. */
  readonly provinceUrl: string | null;
}

const VALUE_OPTIONS = ['--profile', '--province'] as const;
type ValueOption = (typeof VALUE_OPTIONS)[number];

/**
 * Reads `--profile DIR`, `--province URL` (each also as `--name=value`), `--training` and `--dev`.
 * Anything else is left alone: Chromium and Electron have options of their own on the same line.
 * USAGE_WRONG when a value is missing or is no http(s) address.
 */
export function parseOptions(
  argv: readonly string[],
  userDataDir: string,
  workDir: string,
): Result<ShellOptions> {
  const values = new Map<ValueOption, string>();
  const flags = new Set<string>();
  for (let index = 1; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const [name = '', inline] = splitOnce(argument);
    const option = VALUE_OPTIONS.find((known) => known === name);
    if (option === undefined) {
      flags.add(argument);
      continue;
    }
    const value = inline ?? argv[index + 1];
    if (inline === undefined) index += 1;
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      return fail('USAGE_WRONG', { option });
    }
    values.set(option, value);
  }

  const training = flags.has('--training');
  const provinceUrl = values.get('--province') ?? null;
  if (provinceUrl !== null && !isHttpUrl(provinceUrl)) return fail('USAGE_WRONG', { option: '--province' });
  const given = values.get('--profile');
  return ok({
    profileDir: given
      ? path.resolve(workDir, given)
      : path.join(userDataDir, training ? 'training' : 'profile'),
    training,
    dev: flags.has('--dev'),
    provinceUrl,
  });
}

function splitOnce(argument: string): [string, string?] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

function isHttpUrl(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
