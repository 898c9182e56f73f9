import { afterEach, describe, expect, it } from 'vitest';
import type { FrameContent } from '../../../../main/contract/flow/frame';
import { bench, CARD, stopBench } from './bench';
import { talk } from './id-card-line';
import { anna, bo } from './people';

afterEach(stopBench);

const SAM_ID = '05.01-20260105-0000000001-0000000001';
const textOf = (content: FrameContent | undefined) =>
  content?.kind === 'id-card-base' ? Buffer.from(content.text).toString('utf16le', 0, 30).trim() : '';
const addressOf = (content: FrameContent | undefined) =>
  content?.kind === 'id-card-base' && content.newestAddress
    ? Buffer.from(content.newestAddress).toString('utf16le').trim()
    : null;

describe('getting to know a reader', () => {
  it('tells the number of its security module and leaves a usual rate alone', async () => {
    const { clock, identified, bauds, commands, states } = talk();
    await clock.pass(100);
    expect(identified).toEqual([{ samId: SAM_ID, baud: 115_200 }]);
    expect(bauds).toEqual([]);
    expect(commands.slice(0, 3)).toEqual(['12ff', '11ff', '2001']);
    expect(states[0]).toBe('ready');
  });

  it.each([
    [1, [57_600, 115_200]],
    [4, [57_600, 38_400, 19_200, 9_600, 115_200]],
  ])('finds a reader that was set to rate %i, and sets it to the fastest', async (baudCommand, tried) => {
    const { clock, identified, bauds, reader, silent } = talk({ baudCommand });
    await clock.pass(3_000);
    expect(bauds).toEqual(tried);
    expect(reader.baud()).toBe(115_200);
    expect(identified).toEqual([{ samId: SAM_ID, baud: 115_200 }]);
    expect(silent()).toBe(0);
  });

  it('stays at the rate of a reader that does not change its own', async () => {
    const { clock, identified, bauds, contents, reader } = talk({ fixedBaud: 9_600 });
    await clock.pass(3_000);
    expect(bauds).toEqual([57_600, 38_400, 19_200, 9_600, 115_200, 9_600]);
    expect(identified).toEqual([{ samId: SAM_ID, baud: 9_600 }]);
    reader.lay(anna);
    await clock.pass(1_000);
    expect(contents.map(textOf)).toEqual(['张三']);
  });

  it('does not slow down a module that is faster than any rate there is a command for', async () => {
    const { clock, identified, bauds } = talk({ fixedBaud: 230_400 });
    await clock.pass(3_000);
    expect(bauds.at(-1)).toBe(230_400);
    expect(identified).toEqual([{ samId: SAM_ID, baud: 230_400 }]);
  });

  it('gives up after one round of all rates', async () => {
    const { clock, faults, bauds, silent, session } = talk();
    faults({ silent: true });
    await clock.pass(1_500);
    expect(silent()).toBe(0);
    await clock.pass(1_000);
    expect(silent()).toBeGreaterThan(0);
    expect(bauds.slice(0, 5)).toEqual([57_600, 38_400, 19_200, 9_600, 230_400]);
    session.stop();
    await clock.pass(1_000);
    expect(clock.pending()).toBe(0);
  });
});

describe('reading a card', () => {
  it('takes the newest address with it where the card has one', async () => {
    const { clock, reader, contents } = talk();
    reader.lay({ ...anna, newestAddress: '山东省济南市市中区新街 2 号' });
    await clock.pass(1_000);
    expect(contents.map(addressOf)).toEqual(['山东省济南市市中区新街 2 号']);
    reader.lift();
    await clock.pass(1_000);
    reader.lay(bo);
    await clock.pass(1_000);
    expect(contents.map(addressOf)).toEqual(['山东省济南市市中区新街 2 号', null]);
  });

  it.each([0, 1, 2] as const)(
    'reads with %i fingerprints where the reader knows no other way, and keeps none of them',
    async (fingerprints) => {
      const { clock, reader, contents, faults, commands } = talk();
      faults({ fingerprintOnly: true, fingerprints });
      reader.lay(anna);
      await clock.pass(1_000);
      expect(commands).toContain('3010');
      expect(contents.map(textOf)).toEqual(['张三']);
      expect(contents[0]?.kind === 'id-card-base' && contents[0].text.buffer.byteLength).toBe(256);
    },
  );

  it('sends a command again that reached the reader spoilt, without a word of it', async () => {
    const { clock, reader, contents, faults, failures } = talk();
    await clock.pass(500);
    faults({ spoiltCommands: 1 });
    reader.lay(anna);
    await clock.pass(1_000);
    expect(contents.map(textOf)).toEqual(['张三']);
    expect(failures).toEqual([]);
  });

  it('says so where the line spoils it again', async () => {
    const { clock, reader, faults, failures, contents } = talk();
    await clock.pass(500);
    faults({ spoiltCommands: 5 });
    reader.lay(anna);
    await clock.pass(1_000);
    expect(failures[0]).toBe('DEVICE_FRAME_CHECKSUM');
    expect(failures.at(-1)).toBe('none');
    expect(contents.map(textOf)).toEqual(['张三']);
  });

  it('starts a security module anew that has failed, waits for it, and reads', async () => {
    const { clock, reader, faults, commands, states, failures, contents } = talk();
    faults({ sam: 'until-reset' });
    reader.lay(anna);
    await clock.pass(1_900);
    expect(failures).toEqual(['DEVICE_SAM_FAULT']);
    expect(states).toEqual(['unusable']);
    expect(commands).toEqual(['12ff', '11ff', '10ff']);
    await clock.pass(1_500);
    expect(failures.at(-1)).toBe('none');
    expect(contents.map(textOf)).toEqual(['张三']);
  });

  it('does not read a card twice that lay there while the module was started anew', async () => {
    const { clock, reader, faults, contents } = talk();
    reader.lay(anna);
    await clock.pass(1_000);
    faults({ sam: 'until-reset' });
    await clock.pass(5_000);
    expect(contents.map(textOf)).toEqual(['张三']);
  });
});

describe('two readers at one window', () => {
  it('do not disturb each other', async () => {
    const other = { ...CARD, id: 'card-2', port: '/dev/scan' };
    const { clock, card, scan, frames, state } = bench([CARD, other]);
    await clock.pass(500);
    card.spoil = (frame) => (frame.length > 1_000 ? frame.subarray(0, 600) : frame);
    card.reader.lay(anna);
    scan.reader.lay(bo);
    await clock.pass(3_000);
    expect(frames.map(({ deviceId, content }) => [deviceId, textOf(content)])).toEqual([['card-2', '李四']]);
    expect(state('card')).toMatch(/DEVICE_FRAME_TRUNCATED$/);
    expect(state('card-2')).toBe('busy');
    card.spoil = (frame) => frame;
    await clock.pass(3_000);
    expect(frames.map(({ deviceId, content }) => [deviceId, textOf(content)])).toEqual([
      ['card-2', '李四'],
      ['card', '张三'],
    ]);
  });
});
