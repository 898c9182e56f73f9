import { describe, expect, it } from 'vitest';
import { actionOf, createKeyBoard, KEYS } from '../../../../renderer/hall/key-map';
import { KEY_WORDS } from '../../../../renderer/words';

const pressed = (key: string, over: object = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...over,
});

describe('keys', () => {
  it('bind every key once', () => {
    const names = Object.values(KEYS);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leave reload, full screen and developer tools alone', () => {
    expect(Object.values(KEYS)).not.toEqual(expect.arrayContaining(['F5']));
    expect(Object.values(KEYS)).not.toEqual(expect.arrayContaining(['F11']));
    expect(Object.values(KEYS)).not.toEqual(expect.arrayContaining(['F12']));
  });

  it('have words for the list of keys', () => {
    expect(Object.keys(KEY_WORDS).sort()).toEqual(Object.keys(KEYS).sort());
  });

  it('are recognised as pressed', () => {
    expect(actionOf(pressed('F8'))).toBe('primary');
    expect(actionOf(pressed('Escape'))).toBe('close');
    expect(actionOf(pressed('l', { ctrlKey: true }))).toBe('lock');
    expect(actionOf(pressed('/'))).toBe('search');
  });

  it('do nothing while an input method composes, and nothing with other modifiers', () => {
    expect(actionOf(pressed('F8', { isComposing: true }))).toBeNull();
    expect(actionOf(pressed('F8', { ctrlKey: true }))).toBeNull();
    expect(actionOf(pressed('F8', { shiftKey: true }))).toBeNull();
    expect(actionOf(pressed('F4', { altKey: true }))).toBeNull();
    expect(actionOf(pressed('l'))).toBeNull();
  });
});

describe('key board', () => {
  it('gives a key to the newest who asked for it, and back when that one leaves', () => {
    const board = createKeyBoard();
    const heard: string[] = [];
    board.bind('primary', 0, () => heard.push('screen'));
    const leave = board.bind('primary', 0, () => heard.push('newer'));
    board.press('primary');
    leave();
    board.press('primary');
    expect(heard).toEqual(['newer', 'screen']);
  });

  it('lets no key fall through an open dialog, except the lock', () => {
    const board = createKeyBoard();
    const heard: string[] = [];
    board.bind('back', 0, () => heard.push('back'));
    board.bind('lock', 0, () => heard.push('lock'));
    const dialog = board.openLayer();
    board.bind('primary', dialog.layer, () => heard.push('agree'));
    expect(board.press('back')).toBe(false);
    board.press('primary');
    board.press('lock');
    dialog.close();
    board.press('back');
    expect(heard).toEqual(['agree', 'lock', 'back']);
  });
});
