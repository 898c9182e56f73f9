import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { SettingsView } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { FailureNote, Icon, Key, Station } from '../../parts';
import { POLICY, SETTINGS } from '../../words';
import { DataKeySection } from './DataKeySection';
import { PinSection } from './PinSection';
import { PolicySection } from './PolicySection';
import { SettingsForm } from './SettingsForm';
import { StationFacts } from './StationFacts';
import { type SettingsProblem, settingsProblem } from './settings-problem';
import './settings.css';

export function SettingsStation() {
  const { facade } = useHall();
  const { clerk } = useSnapshot();
  const maySave = mayCall(clerk?.role ?? null, 'settings.save');
  const reading = useCall();
  const saving = useCall();
  const [kept, setKept] = useState<SettingsView | null>(null);
  const [typed, setTyped] = useState<SettingsView | null>(null);
  const [problem, setProblem] = useState<SettingsProblem | null>(null);
  const [isSaved, setSaved] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when the screen opens.
  useEffect(() => {
    void reading
      .run(() => facade.settings.read())
      .then((answer) => {
        setKept(answer?.value ?? null);
        setTyped(answer?.value ?? null);
      });
  }, []);
  const isChanged = typed !== null && kept !== null && JSON.stringify(typed) !== JSON.stringify(kept);

  const save = async () => {
    if (!typed) return;
    const found = settingsProblem(typed);
    setProblem(found);
    if (found) return;
    const done = await saving.run(() => facade.settings.save(typed));
    if (!done) return;
    setKept(done.value);
    setTyped(done.value);
    setSaved(true);
  };
  useKey('primary', () => void save(), isChanged && !saving.busy);
  return (
    <Station
      title={SETTINGS.title}
      hint={maySave ? SETTINGS.hint : POLICY.readOnly}
      notes={<FailureNote failure={saving.failure ?? reading.failure} />}
      actions={
        <footer className="actions">
          {isChanged ? (
            <Button size="large" onClick={() => setTyped(kept)}>
              {SETTINGS.undo}
            </Button>
          ) : null}
          <span className="actions-missing actions-done">
            {isSaved && !isChanged ? (
              <>
                <Icon name="done" />
                {SETTINGS.saved}
              </>
            ) : null}
          </span>
          <Button
            type="primary"
            size="large"
            disabled={!isChanged}
            loading={saving.busy}
            onClick={() => void save()}
          >
            {SETTINGS.save}
            <Key name={KEYS.primary} />
          </Button>
        </footer>
      }
    >
      <div className="settings">
        {typed ? (
          <SettingsForm
            value={typed}
            disabled={!maySave}
            problem={problem}
            onChange={(next) => {
              setTyped(next);
              setSaved(false);
              setProblem(null);
            }}
          />
        ) : null}
        <div className="settings-column">
          <StationFacts />
          <DataKeySection />
        </div>
        {typed ? (
          <PolicySection
            value={typed}
            disabled={!maySave}
            problem={problem}
            onChange={(next) => {
              setTyped(next);
              setSaved(false);
              setProblem(null);
            }}
          />
        ) : null}
        <PinSection />
      </div>
    </Station>
  );
}
