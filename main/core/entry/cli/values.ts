import { readFileSync } from 'node:fs';
import { FailureError, failure, type Result } from '../../../contract/failures/failure';
import { stationSecret } from '../station-secret';
import type { Values } from './commands';
import { failed, type Outcome } from './output';

/** Wrong or missing options end the command as data; see `guarded`. */
export function usage(option: string, why: string): FailureError {
  return new FailureError(failure('USAGE_WRONG', { option: `--${option}`, why }));
}

export function textOf(values: Values, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function required(values: Values, option: string): string {
  const value = textOf(values, option);
  if (value === undefined) throw usage(option, 'missing');
  return value;
}

export function wholeNumber(
  values: Values,
  option: string,
  bounds: { min: number; max: number; otherwise: number },
): number {
  const value = textOf(values, option);
  if (value === undefined) return bounds.otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < bounds.min || number > bounds.max)
    throw usage(option, `${bounds.min}..${bounds.max}`);
  return number;
}

export function oneOf<Choice extends string>(
  values: Values,
  option: string,
  choices: readonly Choice[],
): Choice {
  const value = required(values, option);
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw usage(option, choices.join('|'));
  return found;
}

/** `KEY=VALUE` given any number of times. */
export function pairs(values: Values, option: string): [string, string][] {
  const given = values[option];
  return (Array.isArray(given) ? given : []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw usage(option, 'KEY=VALUE');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

export function webAddress(values: Values, option: string): string | undefined {
  const value = textOf(values, option);
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw usage(option, 'http(s)://…');
  return value;
}

/** What a file says, without the end of its line. CONFIG_UNREADABLE. */
export function fileText(values: Values, option: string): string {
  try {
    return readFileSync(required(values, option), 'utf8').trim();
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(failure('CONFIG_UNREADABLE', { option: `--${option}` }));
  }
}

/** Where the store's passphrase comes from on the command line. CONFIG_UNREADABLE for a file that cannot be read. */
export function passphraseOf(values: Values): string {
  if (textOf(values, 'passphrase-file') !== undefined) return fileText(values, 'passphrase-file');
  return process.env.HALL_PASSPHRASE ?? stationSecret();
}

/** Runs a command; a failure thrown on the way is its outcome. */
export async function guarded(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FailureError) return failed(error.failure);
    throw error;
  }
}

export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
