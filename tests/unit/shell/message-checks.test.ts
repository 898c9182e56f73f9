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
    expect(fits('case.editField', null)).toBe(true);
    expect(fits('case.editField', undefined)).toBe(true);
    expect(fits('case.editField', { key: 'name', value: '王'.repeat(400) })).toBe(true);
  });

  it('takes a whole file where a file is handed in, and no more', () => {
    const file = (bytes: number) => ({
      material: 'photo',
      name: '照片.jpg',
      base64: 'A'.repeat((bytes / 3) * 4),
    });
    expect(fits('case.attach', file(4 * 1024 * 1024))).toBe(true);
    expect(fits('case.attach', file(4 * 1024 * 1024 + 60_000))).toBe(false);
    expect(fits('case.editField', file(60_000))).toBe(false);
  });

  it('refuses what is too large, circular or no data', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(fits('case.editField', 'x'.repeat(70_000))).toBe(false);
    expect(fits('case.editField', loop)).toBe(false);
    expect(fits('case.editField', { big: 1n })).toBe(false);
  });
});
