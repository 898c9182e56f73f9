import { Input } from 'antd';
import type { SettingsView } from '../../../main/contract/calls';
import { SETTINGS } from '../../words';
import type { SettingsProblem } from './settings-problem';

type TextKey = Exclude<keyof SettingsView, 'idleLockMinutes' | 'receiptKeepDays' | 'secondPersonFor'>;

const FIELDS: readonly { key: TextKey; label: string; hint: string; max: number }[] = [
  { key: 'hallName', label: SETTINGS.hallName, hint: '', max: 60 },
  { key: 'windowNo', label: SETTINGS.windowNo, hint: SETTINGS.windowNoHint, max: 20 },
  { key: 'regionCode', label: SETTINGS.regionCode, hint: SETTINGS.regionCodeHint, max: 6 },
  { key: 'hallCode', label: SETTINGS.hallCode, hint: SETTINGS.queueHint, max: 40 },
  { key: 'queueGroup', label: SETTINGS.queueGroup, hint: SETTINGS.queueGroupHint, max: 20 },
  { key: 'provinceUrl', label: SETTINGS.province, hint: '', max: 300 },
  { key: 'idCardPort', label: SETTINGS.idCardPort, hint: SETTINGS.portHint, max: 200 },
  { key: 'qrPort', label: SETTINGS.qrPort, hint: SETTINGS.portHint, max: 200 },
];

export function SettingsForm({
  value,
  disabled,
  problem,
  onChange,
}: {
  value: SettingsView;
  disabled: boolean;
  problem: SettingsProblem | null;
  onChange: (next: SettingsView) => void;
}) {
  return (
    <section className="panel">
      <h2>{SETTINGS.station}</h2>
      {FIELDS.map(({ key, label, hint, max }) => (
        <div key={key} className="setting">
          <label htmlFor={`setting-${key}`}>{label}</label>
          <span className="setting-value">
            <Input
              id={`setting-${key}`}
              maxLength={max}
              disabled={disabled}
              autoComplete="off"
              spellCheck={false}
              value={value[key] ?? ''}
              status={problem?.key === key ? 'error' : ''}
              onChange={(event) => onChange({ ...value, [key]: event.target.value })}
            />
            {problem?.key === key ? (
              <span className="field-problem">{problem.text}</span>
            ) : hint ? (
              <span className="setting-hint">{hint}</span>
            ) : null}
          </span>
        </div>
      ))}
    </section>
  );
}
