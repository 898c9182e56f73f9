/** What is wrong with settings as typed; the same rules as the contract, told before asking the core. */
import type { SettingsView } from '../../../main/contract/calls';
import { regionName } from '../../../main/contract/catalogue/regions';
import { POLICY, SETTINGS } from '../../words';

export interface SettingsProblem {
  readonly key: keyof SettingsView;
  readonly text: string;
}

export function settingsProblem(settings: SettingsView): SettingsProblem | null {
  if (settings.hallName.trim() === '') return { key: 'hallName', text: SETTINGS.hallNameMissing };
  if (!/^[0-9A-Z-]{1,20}$/.test(settings.windowNo.trim()))
    return { key: 'windowNo', text: SETTINGS.windowNoWrong };
  const region = settings.regionCode?.trim() ?? '';
  if (region !== '' && regionName(region) === null)
    return { key: 'regionCode', text: SETTINGS.regionCodeWrong };
  const queue = queueProblem(settings);
  if (queue) return queue;
  const { idleLockMinutes: minutes } = settings;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
    return { key: 'idleLockMinutes', text: POLICY.idleWrong };
  const { receiptKeepDays: days } = settings;
  if (!Number.isInteger(days) || days < 30 || days > 3650)
    return { key: 'receiptKeepDays', text: POLICY.keepWrong };
  return isUrl(settings.provinceUrl) ? null : { key: 'provinceUrl', text: SETTINGS.provinceWrong };
}

/** Both or neither: half of it calls nobody. */
function queueProblem({ hallCode = '', queueGroup = '' }: SettingsView): SettingsProblem | null {
  const typed = { hallCode: hallCode.trim(), queueGroup: queueGroup.trim() };
  for (const key of ['hallCode', 'queueGroup'] as const) {
    if (!/^[0-9A-Z-]*$/.test(typed[key])) return { key, text: SETTINGS.queueWrong };
  }
  if ((typed.hallCode === '') === (typed.queueGroup === '')) return null;
  return { key: typed.hallCode === '' ? 'hallCode' : 'queueGroup', text: SETTINGS.queueHalf };
}

function isUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
