import { Checkbox, InputNumber } from 'antd';
import type { SettingsView } from '../../../main/contract/calls';
import { POLICY, SECOND_ACT } from '../../words';
import type { SettingsProblem } from './settings-problem';

type Act = SettingsView['secondPersonFor'][number];
const ACTS = (Object.keys(SECOND_ACT) as (keyof typeof SECOND_ACT)[]).filter((act) => act !== 'relax');

/** What the hall has decided about locking, about how long files are kept, and about acts that take two. */
export function PolicySection({
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
      <h2>{POLICY.title}</h2>
      <div className="setting">
        <label htmlFor="setting-idle">{POLICY.idle}</label>
        <span className="setting-value">
          <span>
            <InputNumber
              id="setting-idle"
              min={1}
              max={60}
              precision={0}
              disabled={disabled}
              value={value.idleLockMinutes}
              onChange={(minutes) => onChange({ ...value, idleLockMinutes: minutes ?? 0 })}
            />{' '}
            {POLICY.minutes}
          </span>
          {problem?.key === 'idleLockMinutes' ? (
            <span className="field-problem">{problem.text}</span>
          ) : (
            <span className="setting-hint">{POLICY.idleHint}</span>
          )}
        </span>
      </div>
      <div className="setting">
        <label htmlFor="setting-keep">{POLICY.keep}</label>
        <span className="setting-value">
          <span>
            <InputNumber
              id="setting-keep"
              min={30}
              max={3650}
              precision={0}
              disabled={disabled}
              value={value.receiptKeepDays}
              onChange={(days) => onChange({ ...value, receiptKeepDays: days ?? 0 })}
            />{' '}
            {POLICY.days}
          </span>
          {problem?.key === 'receiptKeepDays' ? (
            <span className="field-problem">{problem.text}</span>
          ) : (
            <span className="setting-hint">{POLICY.keepHint}</span>
          )}
        </span>
      </div>
      <div className="setting">
        <span className="setting-label">{POLICY.second}</span>
        <Checkbox.Group
          className="setting-checks"
          disabled={disabled}
          value={value.secondPersonFor}
          onChange={(acts: Act[]) => onChange({ ...value, secondPersonFor: acts })}
          options={ACTS.map((act) => ({ value: act, label: SECOND_ACT[act] }))}
        />
      </div>
    </section>
  );
}
