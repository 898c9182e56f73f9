/** The keys of the whole window; the same everywhere. F5, F11 and F12 are left to the shell. */
export const KEYS = {
  help: 'F1',
  desk: 'F2',
  nextGap: 'F3',
  errands: 'Ctrl+E',
  outbox: 'F4',
  devices: 'F6',
  records: 'Ctrl+J',
  settings: 'F7',
  primary: 'F8',
  back: 'F9',
  training: 'F10',
  camera: 'Ctrl+K',
  scan: 'Ctrl+B',
  callNext: 'Ctrl+G',
  confirmCode: 'Ctrl+Y',
  lock: 'Ctrl+L',
  search: '/',
  close: 'Esc',
} as const;

export type KeyAction = keyof typeof KEYS;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** The action of a key press, null for any other key and while an input method is composing. */
export function actionOf(pressed: Pressed): KeyAction | null {
  if (pressed.isComposing || pressed.altKey || pressed.metaKey) return null;
  const key = pressed.key === 'Escape' ? 'Esc' : pressed.key;
  const name = pressed.ctrlKey ? `Ctrl+${key.toUpperCase()}` : key;
  if (pressed.shiftKey && name !== '/') return null;
  const found = Object.entries(KEYS).find(([, bound]) => bound === name);
  return found ? (found[0] as KeyAction) : null;
}

/** Who answers a key: the newest binding of the topmost layer. A dialog is a layer; keys do not fall through it. */
export interface KeyBoard {
  bind(action: KeyAction, layer: number, run: () => void): () => void;
  openLayer(): { readonly layer: number; close(): void };
  /** False when nobody wants it. */
  press(action: KeyAction): boolean;
}

export function createKeyBoard(): KeyBoard {
  const bindings: { action: KeyAction; layer: number; run: () => void }[] = [];
  const layers: number[] = [0];
  let last = 0;
  return {
    bind(action, layer, run) {
      const binding = { action, layer, run };
      bindings.push(binding);
      return () => {
        const index = bindings.indexOf(binding);
        if (index >= 0) bindings.splice(index, 1);
      };
    },
    openLayer() {
      last += 1;
      const layer = last;
      layers.push(layer);
      return {
        layer,
        close() {
          const index = layers.indexOf(layer);
          if (index >= 0) layers.splice(index, 1);
        },
      };
    },
    press(action) {
      const top = layers.at(-1) ?? 0;
      const binding = bindings.findLast(
        (one) => one.action === action && (one.layer === top || action === 'lock'),
      );
      binding?.run();
      return binding !== undefined;
    },
  };
}
