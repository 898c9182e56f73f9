/** The only file that touches ipcMain: one channel in, one channel out, each message checked for who sent it. */
import { type BrowserWindow, ipcMain } from 'electron';
import type { Reply } from '../contract/calls';
import { failure } from '../contract/failures/failure';
import type { ShellLog } from './log';
import { fits, isOurPage } from './message-checks';

const CALL_CHANNEL = 'hall:call';
const EVENT_CHANNEL = 'hall:event';

const LONGEST_NAME = 80;

/** Answers calls of the window's own page. CALL_FORBIDDEN for any other frame, page or window. Never throws. */
export function answerCalls(
  window: BrowserWindow,
  route: (name: string, input: unknown) => Promise<Reply>,
  log: ShellLog,
): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Reply> => {
    if (!isOurPage(window, event)) {
      log('call-forbidden');
      return { value: null, failure: failure('CALL_FORBIDDEN') };
    }
    if (typeof name !== 'string' || name.length > LONGEST_NAME || !fits(name, input)) {
      return { value: null, failure: failure('CALL_INVALID', { at: '' }) };
    }
    return route(name, input);
  });
}

export function sendEvent(window: BrowserWindow, name: string, payload: unknown): void {
  if (window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(EVENT_CHANNEL, name, payload);
}
