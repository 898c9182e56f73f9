/** What a call is, and the pieces that calls are written with. */
import { z } from 'zod';

export type CallHost = 'core' | 'shell' | 'world';

export interface CallDefinition<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Host extends CallHost = CallHost,
> {
  readonly host: Host;
  readonly input: Input;
  readonly output: Output;
}

export function call<Host extends CallHost, Input extends z.ZodType, Output extends z.ZodType>(
  host: Host,
  input: Input,
  output: Output,
): CallDefinition<Input, Output, Host> {
  return { host, input, output };
}

export const nothing = z.null();
export const text = (max: number) => z.string().trim().min(1).max(max);
