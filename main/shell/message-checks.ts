import { isHallUrl } from './page-files';

/** What is looked at of a frame; a `WebFrameMain` has it. */
export interface Frame {
  readonly parent: unknown;
  readonly processId: number;
  readonly routingId: number;
  readonly url: string;
}

export interface PageWindow {
  isDestroyed(): boolean;
  readonly webContents: { readonly id: number; readonly mainFrame: Frame };
}

export interface Sender {
  readonly sender: { readonly id: number };
  /** Null when the frame has gone or moved on in the meantime. */
  readonly senderFrame: Frame | null;
}

const LARGEST_INPUT = 64 * 1024;

/** True for the top frame of the workstation's own window while it shows our page. */
export function isOurPage(window: PageWindow, { sender, senderFrame: frame }: Sender): boolean {
  if (window.isDestroyed() || frame === null) return false;
  const main = window.webContents.mainFrame;
  return (
    sender.id === window.webContents.id &&
    frame.parent === null &&
    frame.processId === main.processId &&
    frame.routingId === main.routingId &&
    isHallUrl(frame.url)
  );
}

/** True for plain data of a size that a form can have (64 KiB as JSON). */
export function fits(input: unknown): boolean {
  try {
    return (JSON.stringify(input) ?? '').length <= LARGEST_INPUT;
  } catch {
    return false;
  }
}
