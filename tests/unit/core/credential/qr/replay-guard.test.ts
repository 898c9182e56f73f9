import { describe, expect, it } from 'vitest';
import { encodeCardText } from '../../../../../fixtures/devices';
import type { Frame } from '../../../../../main/contract/flow/frame';
import { createReplayGuard, readCredential } from '../../../../../main/core/credential';
import { anna } from '../../device/people';
import { cardFrame, codeFrame, NOON, ports } from '../frames';

function credential(frame: Frame) {
  const read = readCredential(frame, ports());
  if (!read.ok) throw new Error(read.failure.code);
  return read.value;
}
const code = (text: string) => credential(codeFrame(text));

function guard(lifeMs?: number) {
  let now = NOON;
  const clock = { now: () => now, after: () => () => undefined };
  const replays = createReplayGuard(clock, lifeMs);
  const admits = (text: string) => {
    const admitted = replays.admit(code(text));
    return admitted.ok || admitted.failure.code;
  };
  return { replays, admits, pass: (ms: number) => (now += ms) };
}

describe('a shown code that comes again', () => {
  it('is refused within its life once it has served, and the province asked again afterwards', () => {
    const { replays, admits, pass } = guard();
    expect(admits('LT1.abc')).toBe(true);
    expect(admits('LT1.abc')).toBe(true);
    replays.used(code('LT1.abc'));
    expect(admits('LT1.abc')).toBe('LICENCE_CODE_USED');
    expect(admits('LT1.abd')).toBe(true);
    pass(59_999);
    expect(admits('LT1.abc')).toBe('LICENCE_CODE_USED');
    pass(1);
    expect(admits('LT1.abc')).toBe(true);
  });

  it('lives as long as it is set up to', () => {
    const { replays, admits, pass } = guard(5_000);
    replays.used(code('opaque voucher'));
    pass(4_999);
    expect(admits('opaque voucher')).toBe('LICENCE_CODE_USED');
    pass(1);
    expect(admits('opaque voucher')).toBe(true);
  });

  it('is no replay where it is a card or a printed number', () => {
    const { replays, admits } = guard();
    replays.used(code('11010519491231002X'));
    expect(admits('11010519491231002X')).toBe(true);
    const card = credential(cardFrame(encodeCardText(anna) as Uint8Array<ArrayBuffer>));
    replays.used(card);
    expect(replays.admit(card)).toMatchObject({ ok: true });
  });
});
