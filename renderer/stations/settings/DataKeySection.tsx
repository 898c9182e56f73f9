import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { RecoverySheet } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import { useCall, useHall, useSnapshot } from '../../hall';
import { Chip, ConfirmDialog, FailureNote } from '../../parts';
import { DATA_KEY, SETTINGS, VAULT } from '../../words';
import { RecoverySheetDialog } from './RecoverySheetDialog';

function Row({ name, hint, children }: { name: string; hint: string | null; children: ReactNode }) {
  return (
    <div className="setting">
      <span className="setting-label">{name}</span>
      <span className="setting-value">
        <span className="setting-row setting-state">{children}</span>
        {hint ? <span className="setting-hint">{hint}</span> : null}
      </span>
    </div>
  );
}

/** Who keeps the data key, whether there is a recovery key for it, and its change. */
export function DataKeySection() {
  const { facade } = useHall();
  const { station, clerk } = useSnapshot();
  const errand = useCall();
  const [sheet, setSheet] = useState<RecoverySheet | null>(null);
  const [asked, setAsked] = useState<'make' | 'vault' | null>(null);
  const { vault, vaultOffered = false, recoveryMade = false, keyChange } = station;
  const may = mayCall(clerk?.role ?? null, 'station.makeRecoveryKey');
  const isDue = keyChange?.due ?? false;

  const make = async () => {
    const made = await errand.run(() => facade.station.makeRecoveryKey());
    if (!made) return;
    setAsked(null);
    setSheet(made.value);
  };
  const keepInVault = async () => {
    if (await errand.run(() => facade.station.keepInVault())) setAsked(null);
  };
  const change = () => errand.run(() => facade.station.rotateKeyAtStart({ asked: !isDue }));
  const ask = (what: 'make' | 'vault') => {
    errand.clear();
    setAsked(what);
  };

  return (
    <section className="panel">
      <h2>{DATA_KEY.title}</h2>
      <Row name={DATA_KEY.keptBy} hint={null}>
        <span>{vault ? VAULT[vault] : SETTINGS.unknown}</span>
        {may && vault === 'passphrase' && vaultOffered ? (
          <Button onClick={() => ask('vault')}>{DATA_KEY.keepInVault}</Button>
        ) : null}
      </Row>
      <Row
        name={DATA_KEY.recovery}
        hint={recoveryMade ? DATA_KEY.recoveryHint : DATA_KEY.recoveryReminder[vault ?? 'passphrase']}
      >
        {recoveryMade ? (
          <Chip tone="verified" icon="done">
            {DATA_KEY.recoveryMade}
          </Chip>
        ) : (
          <Chip tone="attention" icon="warning">
            {DATA_KEY.recoveryNone}
          </Chip>
        )}
        {may ? (
          <Button
            loading={errand.busy && asked === null}
            onClick={() => (recoveryMade ? ask('make') : void make())}
          >
            {recoveryMade ? DATA_KEY.makeAgain : DATA_KEY.make}
          </Button>
        ) : null}
      </Row>
      {may ? (
        <Row name={DATA_KEY.change} hint={DATA_KEY.changeHint}>
          {isDue ? <Chip tone="action">{DATA_KEY.changeDue}</Chip> : null}
          <Button disabled={errand.busy} onClick={() => void change()}>
            {isDue ? DATA_KEY.changeWithdraw : DATA_KEY.changeAsk}
          </Button>
        </Row>
      ) : null}
      <FailureNote failure={asked === null ? (errand.failure ?? keyChange?.failure ?? null) : null} />
      {asked === 'make' ? (
        <ConfirmDialog
          title={DATA_KEY.makeAgainTitle}
          confirm={DATA_KEY.makeAgain}
          danger
          busy={errand.busy}
          failure={errand.failure}
          onConfirm={() => void make()}
          onClose={() => setAsked(null)}
        >
          <p>{DATA_KEY.makeAgainText}</p>
        </ConfirmDialog>
      ) : null}
      {asked === 'vault' ? (
        <ConfirmDialog
          title={DATA_KEY.keepInVaultTitle}
          confirm={DATA_KEY.keepInVault}
          busy={errand.busy}
          failure={errand.failure}
          onConfirm={() => void keepInVault()}
          onClose={() => setAsked(null)}
        >
          <p>{DATA_KEY.keepInVaultText}</p>
        </ConfirmDialog>
      ) : null}
      {sheet ? <RecoverySheetDialog sheet={sheet} onClose={() => setSheet(null)} /> : null}
    </section>
  );
}
