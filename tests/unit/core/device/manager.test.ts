import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../main/contract/failures/failure';
import { bench, CARD, SCAN, stopBench } from './bench';
import { anna, bo } from './people';

afterEach(stopBench);

describe('an ID-card reader at the window', () => {
  it('is ready once it has answered, and gives one frame for a card that lies there for minutes', async () => {
    const { clock, card, names, frames, state } = bench();
    expect(state()).toBe('opening');
    await clock.pass(500);
    expect(state()).toBe('ready');
    card.reader.lay(anna);
    await clock.pass(180_000);
    expect(names()).toEqual(['张三']);
    expect(state()).toBe('busy');
    expect(frames[0]?.content).toMatchObject({ kind: 'id-card-base' });
    expect(frames[0]?.content.kind === 'id-card-base' && frames[0].content.text.length).toBe(256);
    card.reader.lift();
    await clock.pass(1_000);
    expect(state()).toBe('ready');
  });

  it('reads the next card laid a second after the first was lifted', async () => {
    const { clock, card, names } = bench();
    card.reader.lay(anna);
    await clock.pass(1_000);
    card.reader.lift();
    await clock.pass(1_000);
    card.reader.lay(bo);
    await clock.pass(1_000);
    expect(names()).toEqual(['张三', '李四']);
  });

  it('reads another card that replaces the first between two polls', async () => {
    const { clock, card, names } = bench();
    card.reader.lay(anna);
    await clock.pass(1_000);
    card.reader.lay(bo);
    await clock.pass(1_000);
    expect(names()).toEqual(['张三', '李四']);
  });

  it('reads the same card again when it is lifted and laid again', async () => {
    const { clock, card, names } = bench();
    card.reader.lay(anna);
    await clock.pass(1_000);
    card.reader.lift();
    await clock.pass(1_000);
    card.reader.lay(anna);
    await clock.pass(1_000);
    expect(names()).toEqual(['张三', '张三']);
  });

  it('gives one frame per laying with a reader that finds a card again and again', async () => {
    const { clock, card, names, state } = bench();
    card.faults({ findsAgain: true });
    card.reader.lay(anna);
    await clock.pass(60_000);
    expect(names()).toEqual(['张三']);
    card.reader.lift();
    await clock.pass(1_000);
    expect(state()).toBe('ready');
    card.reader.lay(bo);
    await clock.pass(60_000);
    expect(names()).toEqual(['张三', '李四']);
  });

  it('reads a card that an earlier run had read and that was not lifted since', async () => {
    const { clock, names } = bench([CARD], ({ card }) => {
      card.reader.lay(anna);
      for (const body of ['2001', '2002', '3001']) card.reader.receive(commandOf(body));
    });
    await clock.pass(2_000);
    expect(names()).toEqual(['张三']);
  });

  it('takes nothing from a spoilt answer, says so, and reads the card once the line is sound', async () => {
    const { clock, card, names, state } = bench();
    card.spoil = (frame) =>
      frame.length > 1000 ? frame.map((byte, at) => (at === 100 ? byte ^ 1 : byte)) : frame;
    card.reader.lay(anna);
    await clock.pass(3_000);
    expect(names()).toEqual([]);
    expect(state()).toMatch(/DEVICE_FRAME_CHECKSUM$/);
    card.spoil = (frame) => frame;
    await clock.pass(3_000);
    expect(names()).toEqual(['张三']);
    expect(state()).toBe('busy');
  });

  it.each([
    ['41', 'DEVICE_READ_REFUSED'],
    ['32', 'DEVICE_READ_REFUSED'],
    ['66', 'DEVICE_SAM_FAULT'],
  ])(
    'names the refusal 0x%s of a reading, and forgets it when the card has gone for a while',
    async (status, code) => {
      const { clock, card, names, manager, state } = bench();
      await clock.pass(500);
      card.faults({ readStatus: Number.parseInt(status, 16) });
      card.reader.lay(anna);
      await clock.pass(1_000);
      expect(manager.views()[0]?.failure?.code).toBe(code);
      expect(names()).toEqual([]);
      card.reader.lift();
      await clock.pass(10_000);
      expect(state()).toBe('ready');
    },
  );

  it('shows a security module that accepts no command as not usable, and recovers by itself', async () => {
    const { clock, card, state } = bench();
    card.faults({ sam: 'not-authorised' });
    await clock.pass(5_000);
    expect(state()).toBe('absent DEVICE_SAM_FAULT');
    card.faults({});
    await clock.pass(5_000);
    expect(state()).toBe('ready');
  });

  it('opens the port anew when the reader does not answer, and is ready when it does', async () => {
    const { clock, card, state } = bench();
    card.faults({ silent: true });
    await clock.pass(3_000);
    expect(state()).toBe('absent DEVICE_SILENT');
    const before = card.opened;
    await clock.pass(10_000);
    expect(card.opened).toBeGreaterThan(before);
    expect(card.open).toBeLessThanOrEqual(1);
    card.faults({});
    await clock.pass(3_000);
    expect(state()).toBe('ready');
  });

  it('overwrites the chunks that held the photo', async () => {
    const { clock, card, names } = bench();
    card.reader.lay(anna);
    await clock.pass(1_000);
    expect(names()).toEqual(['张三']);
    const read = card.delivered.filter((chunk) => chunk.length > 1_000);
    expect(read).toHaveLength(1);
    expect(card.delivered.every((chunk) => chunk.every((byte) => byte === 0))).toBe(true);
  });
});

describe('a code scanner at the window', () => {
  it('gives one frame per code and says when', async () => {
    const { clock, scan, names, manager } = bench();
    await clock.pass(100);
    scan.send(Buffer.from('LT1.abc\r\n'));
    scan.send(Buffer.from('LT1.'));
    await clock.pass(250);
    scan.send(Buffer.from('def'));
    await clock.pass(250);
    expect(names()).toEqual(['LT1.abc']);
    await clock.pass(100);
    expect(names()).toEqual(['LT1.abc', 'LT1.def']);
    expect(manager.views()[1]?.lastFrameAt).toBeGreaterThan(0);
  });

  it('says that a code was too long until the next good one', async () => {
    const { clock, scan, state } = bench();
    await clock.pass(100);
    scan.send(Buffer.from('x'.repeat(5000)));
    await clock.pass(400);
    expect(state('scan')).toBe('ready DEVICE_CODE_TOO_LONG');
    scan.send(Buffer.from('LT1.abc\r'));
    expect(state('scan')).toBe('ready');
  });
});

describe('devices that come and go', () => {
  it('waits for a device that is not there and has it ready within two seconds of being plugged in', async () => {
    const { clock, card, state } = bench([CARD], ({ card: port }) => {
      port.plugged = false;
    });
    await clock.pass(60_000);
    expect(state()).toBe('absent DEVICE_PORT_MISSING');
    card.plugged = true;
    await clock.pass(2_000);
    expect(state()).toBe('ready');
  });

  it('is lost when unplugged, back when plugged in again, and leaves the other device alone', async () => {
    const { clock, card, scan, state, names, shown } = bench();
    await clock.pass(1_000);
    card.unplug();
    expect(state()).toBe('lost DEVICE_LOST');
    expect(state('scan')).toBe('ready');
    await clock.pass(30_000);
    expect(state()).toBe('lost DEVICE_PORT_MISSING');
    scan.send(Buffer.from('LT1.abc\r'));
    expect(names()).toEqual(['LT1.abc']);
    card.plugged = true;
    await clock.pass(2_000);
    expect(state()).toBe('ready');
    expect(scan.opened).toBe(1);
    expect(shown.filter(({ id }) => id === 'scan').every(({ state: seen }) => seen !== 'lost')).toBe(true);
  });

  it('notices a hang-up that no close event told of', async () => {
    const { clock, scan, state } = bench();
    await clock.pass(500);
    scan.hungUp = true;
    scan.plugged = false;
    await clock.pass(1_000);
    expect(state('scan')).toMatch(/^lost/);
    expect(scan.open).toBe(0);
  });

  it('names a port that another program holds and takes it when it is free', async () => {
    const { clock, card, state } = bench([CARD], ({ card: port }) => {
      port.openFailure = failure('DEVICE_PORT_BUSY', { port: '/dev/card' });
    });
    await clock.pass(5_000);
    expect(state()).toBe('absent DEVICE_PORT_BUSY');
    card.openFailure = null;
    await clock.pass(2_000);
    expect(state()).toBe('ready');
  });

  it('goes on with one device while the port of another never answers', async () => {
    const { clock, scan, state, names } = bench([CARD, SCAN], ({ card }) => {
      card.neverAnswersOpen = true;
    });
    await clock.pass(1_000);
    scan.send(Buffer.from('LT1.abc\r'));
    expect(names()).toEqual(['LT1.abc']);
    expect(state()).toBe('opening');
    const stopped = stopBench();
    await clock.pass(1_000);
    await stopped;
    expect(clock.pending()).toBe(0);
  });

  it('reopens at once when asked', async () => {
    const { clock, card, manager, state } = bench([CARD], ({ card: port }) => {
      port.plugged = false;
    });
    await clock.pass(60_000);
    card.plugged = true;
    manager.reopen('card');
    expect(state()).toBe('opening');
    await clock.pass(50);
    expect(state()).toBe('ready');
    manager.reopen('no such device');
  });

  it('replaces what changed in the configuration and keeps the rest open', async () => {
    const { clock, card, scan, manager, state } = bench();
    await clock.pass(500);
    await manager.configure([SCAN, { ...CARD, id: 'card-2' }]);
    await clock.pass(500);
    expect(manager.views().map(({ id }) => id)).toEqual(['scan', 'card-2']);
    expect(state('card-2')).toBe('ready');
    expect([scan.opened, card.opened, card.open]).toEqual([1, 2, 1]);
  });

  it('stops with every port closed and no timer left', async () => {
    const { clock, card, scan, manager, frames } = bench();
    card.reader.lay(anna);
    await clock.pass(700);
    await manager.stop();
    expect([card.open, scan.open, clock.pending()]).toEqual([0, 0, 0]);
    const before = frames.length;
    scan.send(Buffer.from('LT1.abc\r'));
    await clock.pass(10_000);
    expect(frames).toHaveLength(before);
  });
});

function commandOf(body: string): Uint8Array {
  const counted = Buffer.from(`0003${body}`, 'hex');
  const check = counted.reduce((sum, byte) => sum ^ byte, 0);
  return new Uint8Array(Buffer.concat([Buffer.from('AAAAAA9669', 'hex'), counted, Buffer.of(check)]));
}
