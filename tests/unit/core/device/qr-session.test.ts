import { describe, expect, it } from 'vitest';
import { ok } from '../../../../main/contract/failures/failure';
import type { FrameContent } from '../../../../main/contract/flow/frame';
import type { SerialLine } from '../../../../main/contract/ports/serial';
import { createQrSession } from '../../../../main/core/device/qr-session';
import { manualClock } from './manual-clock';
import { spoilt, ssiCode } from './ssi-scanner';

function scanner(profile?: string) {
  const clock = manualClock();
  const sent: string[] = [];
  const contents: FrameContent[] = [];
  const failures: string[] = [];
  const line: SerialLine = {
    write: async (bytes) => {
      sent.push(Buffer.from(bytes).toString('hex').toUpperCase());
      return ok(undefined);
    },
    onChunk: () => undefined,
    onClosed: () => undefined,
    alive: async () => true,
    close: async () => undefined,
  };
  const session = createQrSession({
    line,
    clock,
    events: {
      onState: () => undefined,
      onFailure: (failure) => failures.push(failure?.code ?? 'none'),
      onContent: (content) => contents.push(content),
      onSilent: () => undefined,
      onIdentified: () => undefined,
    },
    ...(profile === undefined ? {} : { profile }),
  });
  const hear = (text: string | Uint8Array) =>
    session.chunk(new Uint8Array(typeof text === 'string' ? Buffer.from(text) : text));
  const codes = () =>
    contents.map(
      (content) => content.kind === 'code' && [content.aim, Buffer.from(content.bytes).toString()],
    );
  return { clock, session, sent, failures, hear, codes };
}

describe('a serial scanner by its profile', () => {
  it.each([
    ['', 'a\rb\nc\r\n\u0002d\re\u0003', ['a', 'b', 'c', 'd\re']],
    ['no such profile', 'a\r', ['a']],
    ['serial-cr', 'a\nb\rc\r', ['a\nb', 'c']],
    ['serial-lf', 'a\rb\nc\n', ['a\rb', 'c']],
    ['serial-crlf', 'a\rb\nc\r\nd\r\n', ['a\rb\nc', 'd']],
    ['serial-stx-etx', 'noise\u0002a\r\n\u0003noise\u0002b\u0003', ['a\r\n', 'b']],
    ['serial-no-ending', 'a\rb\n', []],
  ])('%j ends a code where the scanner does', (profile, heard, codes) => {
    const whole = scanner(profile);
    whole.hear(heard);
    expect(whole.codes()).toEqual(codes.map((code) => ['', code]));
    const torn = scanner(profile);
    for (const byte of Buffer.from(heard)) torn.hear(Uint8Array.of(byte));
    expect(torn.codes()).toEqual(whole.codes());
  });

  it('ends a code without an ending by silence', async () => {
    const { clock, hear, codes } = scanner('serial-no-ending');
    hear('a\r');
    await clock.pass(299);
    hear('\nb');
    await clock.pass(299);
    expect(codes()).toEqual([]);
    await clock.pass(1);
    expect(codes()).toEqual([['', 'a\r\nb']]);
  });

  it('takes a missing ending for the end after silence, but never half of a bracketed code', async () => {
    const { clock, hear, codes } = scanner('serial-cr');
    hear('a');
    await clock.pass(300);
    expect(codes()).toEqual([['', 'a']]);
    const bracketed = scanner('serial-stx-etx');
    bracketed.hear('\u0002abc');
    await bracketed.clock.pass(300);
    expect(bracketed.codes()).toEqual([]);
    expect(bracketed.failures).toEqual(['DEVICE_FRAME_TRUNCATED']);
    bracketed.hear('\u0002def\u0003');
    expect(bracketed.codes()).toEqual([['', 'def']]);
    expect(bracketed.failures).toEqual(['DEVICE_FRAME_TRUNCATED', 'none']);
  });

  it('keeps the AIM identifier apart from the code, and what only looks like one with it', () => {
    const { hear, codes } = scanner();
    hear(']Q1LT1.abc\r]x9\r]Q1\r]Y1abc\rLT1.]Q1\r');
    expect(codes()).toEqual([
      [']Q1', 'LT1.abc'],
      ['', ']x9'],
      ['', ']Q1'],
      ['', ']Y1abc'],
      ['', 'LT1.]Q1'],
    ]);
  });

  it.each([
    ['newland', [], ['7E00080100020102DA', '7E00080100020232B9']],
    ['honeywell', [], ['16540D', '16550D']],
    ['zebra-ssi', ['00', '04E90400FF0F'], ['04E40400FF14', '04E50400FF13']],
    ['', [], []],
  ])(
    '%j is triggered by its own commands, and switched off where nobody shows a code',
    async (profile, onOpen, commands) => {
      const { session, sent, clock } = scanner(profile);
      expect(session.trigger !== undefined).toBe(commands.length > 0);
      await session.trigger?.();
      await clock.pass(7_999);
      expect(sent).toEqual([...onOpen, ...commands.slice(0, 1)]);
      await clock.pass(1);
      expect(sent).toEqual([...onOpen, ...commands]);
    },
  );

  it('is not told to stop once it has read a code, and its time runs anew with each trigger', async () => {
    const { session, sent, clock, ...made } = scanner('newland');
    const start = '7E00080100020102DA';
    await session.trigger?.();
    made.hear('LT1.abc\r');
    await clock.pass(8_000);
    expect(sent).toEqual([start]);
    await session.trigger?.();
    await clock.pass(5_000);
    await session.trigger?.();
    await clock.pass(5_000);
    expect(sent).toEqual([start, start, start]);
    session.stop();
    await clock.pass(8_000);
    expect(sent).toEqual([start, start, start]);
  });

  it('answers a Zebra scanner for each packet, and asks for a spoilt one again', () => {
    const { hear, sent, codes, failures } = scanner('zebra-ssi');
    sent.length = 0;
    hear(spoilt(ssiCode('LT1.abc')));
    hear(ssiCode('LT1.abc', 1));
    expect(sent).toEqual(['05D1040001FF25', '04D00400FF28']);
    expect(codes()).toEqual([['', 'LT1.abc']]);
    expect(failures).toEqual(['DEVICE_FRAME_CHECKSUM', 'none']);
  });
});
