/** A dialog on the browser's own element: focus stays inside, the page behind is inert, Esc closes it, keys do not fall through. */
import { createContext, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { KEYS, KeyLayer, useKey } from '../hall';
import { DIALOG } from '../words';
import { Icon } from './Icon';
import { Key } from './Key';

/** Whether this stands in a dialog, above a page that cannot be read meanwhile. */
export const InDialog = createContext(false);

export interface DialogProps {
  readonly title: string;
  readonly width?: 'narrow' | 'wide' | 'full';
  readonly footer?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, width = 'narrow', footer, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const isListOpen = useRef(false);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (!(before instanceof HTMLElement)) return;
      // Closing gave a field its focus back but not its caret where something was clicked in here: it would take no text.
      before.blur();
      before.focus();
    };
  }, []);
  // Looked at before the list itself hears the key: Esc closes an open list first, and what was filled in stays.
  const look = (event: KeyboardEvent) => {
    const at = event.target instanceof Element ? event.target : null;
    isListOpen.current = at?.getAttribute('aria-expanded') === 'true' && at.matches('[role="combobox"]');
  };
  const closeByKey = () => {
    if (!isListOpen.current) onClose();
    isListOpen.current = false;
  };
  return (
    <dialog
      ref={element}
      className={`dialog dialog-${width}`}
      aria-label={title}
      onKeyDownCapture={look}
      onCancel={(event) => {
        event.preventDefault();
        closeByKey();
      }}
    >
      <KeyLayer>
        <CloseKey onClose={closeByKey} />
        <header className="dialog-head">
          <h2>{title}</h2>
          <button
            type="button"
            className="plain-button dialog-close"
            aria-label={DIALOG.close}
            onClick={onClose}
          >
            {footer ? null : <Key name={KEYS.close} />}
            <Icon name="close" />
          </button>
        </header>
        <InDialog value={true}>
          <div className="dialog-body scroll">{children}</div>
          {footer ? <footer className="dialog-foot">{footer}</footer> : null}
        </InDialog>
      </KeyLayer>
    </dialog>
  );
}

function CloseKey({ onClose }: { onClose: () => void }) {
  useKey('close', onClose);
  return null;
}
