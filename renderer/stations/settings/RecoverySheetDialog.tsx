import { Button } from 'antd';
import { useState } from 'react';
import type { RecoverySheet } from '../../../main/contract/calls';
import { RECOVERY_SHEET } from '../../../main/contract/calls/recovery-sheet';
import { Dialog } from '../../parts';
import { DATA_KEY } from '../../words';

/** The recovery key, this once: to be printed and locked away. Nothing of it is anywhere when the dialog has gone. */
export function RecoverySheetDialog({ sheet, onClose }: { sheet: RecoverySheet; onClose: () => void }) {
  const groups = sheet.key.split('-');
  const [isPrinted, setPrinted] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const print = () => {
    setPrinted(true);
    window.print();
  };
  /** Esc and × lose the only copy: once, they say so first. */
  const leave = () => (isPrinted || isWarned ? onClose() : setWarned(true));
  return (
    <Dialog
      title={DATA_KEY.sheetTitle}
      width="wide"
      onClose={leave}
      footer={
        <>
          <Button size="large" onClick={print}>
            {DATA_KEY.print}
          </Button>
          <Button size="large" type="primary" onClick={onClose}>
            {DATA_KEY.close}
          </Button>
        </>
      }
    >
      {isWarned && !isPrinted ? <p role="alert">{DATA_KEY.notPrinted}</p> : null}
      <article className="recovery-sheet on-paper">
        <h2>{RECOVERY_SHEET.title}</h2>
        <p>{RECOVERY_SHEET.place(sheet)}</p>
        <p className="recovery-key">
          {groups.map((group, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one key never change places.
            <span key={at}>{group}</span>
          ))}
        </p>
        <ol>
          {RECOVERY_SHEET.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ol>
        <p>{RECOVERY_SHEET.signed}</p>
      </article>
    </Dialog>
  );
}
