/** The wedge in React: hears every key of the window before anybody else, and hands codes to the core. */
import { useEffect, useSyncExternalStore } from 'react';
import { useHall } from './hall-context';
import type { KeyboardScanState } from './keyboard-scans';
import { createWedge } from './wedge';
import { createPageField } from './wedge-field';
import type { WedgeKey } from './wedge-keys';

/**
 * For the one component that is there while a clerk is signed in. Before that a scan has nowhere to go, and what types
 * fast may be a badge or a key that types its owner's secret.
 */
export function useWedge(): void {
  const { facade, scans } = useHall();
  useEffect(() => {
    const field = createPageField(document);
    const wedge = createWedge({
      field,
      later(what, ms) {
        const timer = setTimeout(what, ms);
        return () => clearTimeout(timer);
      },
      onLost: () => scans.note({ lost: true, failure: null }),
      onCode(text) {
        scans.note({ lost: false, failure: null });
        void facade.device.wedgeCode({ text }).then((answer) => {
          // Signed out in the same moment: nobody is there to be told.
          if (answer.ok || ['CLERK_SIGNED_OUT', 'STORE_LOCKED'].includes(answer.failure.code)) return;
          scans.note({ lost: false, failure: answer.failure });
        });
      },
    });
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (wedge.keyDown(keyOf(event)) === 'take') swallow(event);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (wedge.keyUp(event.code) === 'take') swallow(event);
    };
    const onBeforeInput = (event: InputEvent) => {
      if (wedge.isTaking()) swallow(event);
      else field.noteEdit(event.target);
    };
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('keyup', onKeyUp, true);
    window.addEventListener('beforeinput', onBeforeInput, true);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('keyup', onKeyUp, true);
      window.removeEventListener('beforeinput', onBeforeInput, true);
      wedge.stop();
    };
  }, [facade, scans]);
}

export function useKeyboardScans(): KeyboardScanState {
  const { scans } = useHall();
  return useSyncExternalStore(scans.subscribe, scans.get);
}

/** What an input method gets is told by this, whatever else the event says. */
const TO_INPUT_METHOD = 229;

function keyOf(event: KeyboardEvent): WedgeKey {
  return {
    code: event.code,
    shift: event.shiftKey,
    alt: event.altKey,
    control: event.ctrlKey || event.metaKey,
    repeat: event.repeat,
    composing: event.isComposing || event.keyCode === TO_INPUT_METHOD,
    at: event.timeStamp,
  };
}
