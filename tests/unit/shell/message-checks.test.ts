import { describe, expect, it } from 'vitest';
import { type Frame, fits, isOurPage } from '../../../main/shell/message-checks';

const page: Frame = { parent: null, processId: 5, routingId: 2, url: 'app://hall/#form' };
const window = { isDestroyed: () => false, webContents: { id: 1, mainFrame: page } };
const from = (frame: Frame | null, id = 1) => isOurPage(window, { sender: { id }, senderFrame: frame });

describe('who sent a message', () => {
  it('accepts the top frame of the window', () => {
    expect(from({ ...page })).toBe(true);
  });

  it.each<[string, Frame | null, number?]>([
    ['a frame that is gone', null],
    ['another window showing the same page', page, 2],
    ['a frame inside the page', { ...page, parent: page, routingId: 3 }],
    ['a page of another process', { ...page, processId: 6 }],
    ['an empty page', { ...page, url: 'about:blank' }],
    ['a page from elsewhere', { ...page, url: 'https://hall/' }],
    ['a page whose host only begins like ours', { ...page, url: 'app://hall.evil/' }],
  ])('refuses %s', (_who, frame, id) => {
    expect(from(frame, id)).toBe(false);
  });

  it('refuses everything once the window is gone', () => {
    expect(isOurPage({ ...window, isDestroyed: () => true }, { sender: { id: 1 }, senderFrame: page })).toBe(
      false,
    );
  });
});

describe('what a message may hold', () => {
  it('takes plain data of a size a form can have', () => {
    expect(fits(null)).toBe(true);
    expect(fits(undefined)).toBe(true);
    expect(fits({ key: 'name', value: '王'.repeat(400) })).toBe(true);
  });

  it('refuses what is too large, circular or no data', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(fits('x'.repeat(70_000))).toBe(false);
    expect(fits(loop)).toBe(false);
    expect(fits({ big: 1n })).toBe(false);
  });
});
