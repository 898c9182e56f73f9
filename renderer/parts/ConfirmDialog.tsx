/** A dialog that ends with a yes or is given up: both buttons, their keys, and why the yes did not go through. */
import { Button } from 'antd';
import type { Failure } from '../../main/contract/failures/failure';
import { KEYS, useKey } from '../hall';
import { DIALOG } from '../words';
import { Dialog, type DialogProps } from './Dialog';
import { FailureNote } from './FailureNote';
import { Key } from './Key';

export interface ConfirmDialogProps extends Omit<DialogProps, 'footer'> {
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onConfirm: () => void;
}

export function ConfirmDialog({
  confirm,
  danger = false,
  busy,
  failure,
  onConfirm,
  children,
  ...dialog
}: ConfirmDialogProps) {
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <PrimaryKey run={onConfirm} />
          <Button size="large" onClick={dialog.onClose}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" type="primary" danger={danger} loading={busy} onClick={onConfirm}>
            {confirm}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      {children}
      <FailureNote failure={failure} />
    </Dialog>
  );
}

/** Inside the dialog's own layer of keys. */
function PrimaryKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
