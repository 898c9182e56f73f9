/**
 * The fields of the page as a scan's keys meet them: kept before the first key, put back when it proves to be a scan.
 * An input method keeps what it composes to itself, so where one is at work the field loses the focus until the scan is
 * over; nobody in the page is told of that, since for the clerk nothing happened.
 */
import type { WedgeField } from './wedge';

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Kept {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

export interface PageField extends WedgeField {
  /** Something is about to change in `target`. */
  noteEdit(target: EventTarget | null): void;
}

export function createPageField(page: Document): PageField {
  const kept = new Map<TextField, Kept>();
  /** The field that lost the focus for the time of the scan. */
  let waiting: TextField | null = null;

  function keep(target: EventTarget | null): void {
    if (!isTextField(target) || kept.has(target)) return;
    kept.set(target, { value: target.value, start: target.selectionStart, end: target.selectionEnd });
  }

  function putBack(): void {
    for (const [field, before] of kept) {
      if (field.value !== before.value) setValue(field, before.value);
      if (page.activeElement === field && before.start !== null)
        field.setSelectionRange(before.start, before.end);
    }
  }

  function returnFocus(): void {
    const field = waiting;
    waiting = null;
    if (field) withoutFocusEvents(() => field.focus({ preventScroll: true }));
    // An input method that lets go may still have left something behind.
    putBack();
  }

  return {
    remember() {
      kept.clear();
      keep(page.activeElement);
    },
    noteEdit: keep,
    rollBack(composing) {
      const focused = page.activeElement;
      if (composing && isTextField(focused)) {
        waiting = focused;
        withoutFocusEvents(() => focused.blur());
      }
      putBack();
    },
    settle: returnFocus,
    giveBack(text) {
      returnFocus();
      // The one way to put text in as if typed: the page hears of it, and the clerk can undo it.
      if (isTextField(page.activeElement)) page.execCommand('insertText', false, text);
    },
  };
}

function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** Sets the value so that React hears of it: past its own setter, then with the event of an edit. */
function setValue(field: TextField, value: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function withoutFocusEvents(act: () => void): void {
  const hush = (event: Event) => event.stopImmediatePropagation();
  const names = ['focus', 'blur', 'focusin', 'focusout'] as const;
  for (const name of names) window.addEventListener(name, hush, true);
  act();
  for (const name of names) window.removeEventListener(name, hush, true);
}
