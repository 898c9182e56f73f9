/** What is wrong with settings as typed; the same rules as the contract, told before asking the core. */
import type { SettingsView } from '../../../main/contract/calls';
import { POLICY, SETTINGS } from '../../words';

export interface SettingsProblem {
  readonly key: keyof SettingsView;
  readonly text: string;
}

export function settingsProblem(settings: SettingsView): SettingsProblem | null {
  if (settings.hallName.trim() === '') return { key: 'hallName', text: SETTINGS.hallNameMissing };
  if (!/^[0-9A-Z-]{1,20}$/.test(settings.windowNo.trim()))
    return { key: 'windowNo', text: SETTINGS.windowNoWrong };
  const { idleLockMinutes: minutes } = settings;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
    return { key: 'idleLockMinutes', text: POLICY.idleWrong };
  return isUrl(settings.provinceUrl) ? null : { key: 'provinceUrl', text: SETTINGS.provinceWrong };
}

function isUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
