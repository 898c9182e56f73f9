import { ATTACHMENT_BYTES } from '../contract/flow/attachment';
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
/** The one call that carries a file, as base64. */
const FILE_CALL = 'case.attach';
const LARGEST_FILE_INPUT = Math.ceil(ATTACHMENT_BYTES / 3) * 4 + LARGEST_INPUT;

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

/** True for plain data of a size that this call can have: 64 KiB as JSON, a file and that where the call hands one in. */
export function fits(name: string, input: unknown): boolean {
  const largest = name === FILE_CALL ? LARGEST_FILE_INPUT : LARGEST_INPUT;
  try {
    return (JSON.stringify(input) ?? '').length <= largest;
  } catch {
    return false;
  }
}
