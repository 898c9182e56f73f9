/** The key board in React: `useKey` binds while mounted, `KeyLayer` fences a dialog. */
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from 'react';
import { actionOf, createKeyBoard, type KeyAction, type KeyBoard } from './key-map';

const BoardContext = createContext<KeyBoard | null>(null);
const LayerContext = createContext(0);

export function KeyBoardProvider({ children }: { children: ReactNode }) {
  const [board] = useState(createKeyBoard);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (!action) return;
      // A slash typed into a field is text.
      if (action === 'search' && isTyping(event.target)) return;
      if (event.repeat && action !== 'nextGap') {
        event.preventDefault();
        return;
      }
      if (board.press(action)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [board]);
  return <BoardContext value={board}>{children}</BoardContext>;
}

/** Keys bound inside are heard instead of those outside. */
export function KeyLayer({ children }: { children: ReactNode }) {
  const board = use(BoardContext);
  const [layer, setLayer] = useState<number | null>(null);
  useEffect(() => {
    if (!board) return;
    const opened = board.openLayer();
    setLayer(opened.layer);
    return () => opened.close();
  }, [board]);
  return layer === null ? null : <LayerContext value={layer}>{children}</LayerContext>;
}

export function useKey(action: KeyAction, run: () => void, enabled = true): void {
  const board = use(BoardContext);
  const layer = use(LayerContext);
  const pressed = useEffectEvent(run);
  useEffect(() => {
    if (!board || !enabled) return;
    return board.bind(action, layer, () => pressed());
  }, [board, layer, action, enabled]);
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'))
  );
}
