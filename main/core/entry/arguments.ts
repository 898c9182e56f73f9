import { parseArgs } from 'node:util';
import { fail, type Result } from '../../contract/failures/failure';
import type { Overrides } from './config';

export interface CoreArguments {
  profileDir: string;
  training: boolean;
  /** The shell offers the operating system's vault. */
  osVault: boolean;
  overrides: Overrides;
}

/** Empty texts count as not given. */
export function overridesOf(given: {
  province?: string | undefined;
  idCardPort?: string | undefined;
  qrPort?: string | undefined;
}): Overrides {
  return {
    ...(given.province ? { provinceUrl: given.province } : {}),
    ...(given.idCardPort ? { idCardPort: given.idCardPort } : {}),
    ...(given.qrPort ? { qrPort: given.qrPort } : {}),
  };
}

/** In training the hall is as invented as the people in it. */
export const trainingOverrides = (overrides: Overrides): Overrides => ({
  hallName: '训练市政务服务中心',
  regionCode: '370102',
  hallCode: '370102',
  queueGroup: 'A',
  ...overrides,
});

/** The arguments the shell starts the core with. USAGE_WRONG. */
export function readCoreArguments(args: readonly string[]): Result<CoreArguments> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        training: { type: 'boolean', default: false },
        'os-vault': { type: 'boolean', default: false },
        province: { type: 'string' },
        'id-card-port': { type: 'string' },
        'qr-port': { type: 'string' },
      },
    });
    if (!values.profile) return fail('USAGE_WRONG', { missing: '--profile' });
    const overrides = overridesOf({
      province: values.province,
      idCardPort: values['id-card-port'],
      qrPort: values['qr-port'],
    });
    return {
      ok: true,
      value: {
        profileDir: values.profile,
        training: values.training,
        osVault: values['os-vault'],
        overrides: values.training ? trainingOverrides(overrides) : overrides,
      },
    };
  } catch (error) {
    return fail('USAGE_WRONG', { why: error instanceof Error ? error.message : '' });
  }
}
