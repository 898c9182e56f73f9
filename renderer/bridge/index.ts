/**
 * bridge: the way to everything behind the window, and the only file that touches `window.hall`.
 * May import: the contract's call types. Imported by: app, hall.
 */
import type { Facade } from '../../main/contract/calls';

export type { Facade };

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page is opened in an ordinary browser. */
    readonly hall?: Facade;
  }
}

export function openBridge(): Facade | null {
  return window.hall ?? null;
}
