import { afterEach, describe, expect, it } from 'vitest';

/** A reader set up at a device manager, whatever it is and however it is plugged in. It starts unplugged. */
export interface ReaderRig {
  plug(): void | Promise<void>;
  unplug(): void | Promise<void>;
  /** Makes the device read something new that is called `name` (two or three Chinese characters). */
  read(name: string): void | Promise<void>;
  /** Sends what is no message of this device. */
  noise(): void;
  /** What was read, in order. */
  names(): string[];
  /** State, and code of the failure shown. */
  state(): string;
  /** Lets time pass until this holds; fails after ten seconds without. */
  until(check: () => void): Promise<void>;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
  stopManager(): Promise<void>;
  end(): Promise<void>;
}

/** What every reader does, be it on a serial line, on HID, simulated or real. */
export function describeReader(name: string, makeRig: () => Promise<ReaderRig> | ReaderRig): void {
  describe(`a reader: ${name}`, () => {
    let rig: ReaderRig | null = null;
    afterEach(async () => {
      await rig?.end();
      rig = null;
    });
    const start = async (): Promise<ReaderRig> => {
      rig = await makeRig();
      return rig;
    };
    const ready = (one: ReaderRig) => one.until(() => expect(one.state()).toBe('ready'));

    it('is absent until it is plugged in, and then ready by itself', async () => {
      const one = await start();
      await one.until(() => expect(one.state()).toBe('absent DEVICE_PORT_MISSING'));
      await one.plug();
      await ready(one);
      expect(one.names()).toEqual([]);
    });

    it('gives each reading once, in order', async () => {
      const one = await start();
      await one.plug();
      await ready(one);
      await one.read('张三');
      await one.until(() => expect(one.names()).toEqual(['张三']));
      await one.read('李四');
      await one.until(() => expect(one.names()).toEqual(['张三', '李四']));
      await one.pass(1_000);
      expect(one.names()).toEqual(['张三', '李四']);
    });

    it('reads on after noise', async () => {
      const one = await start();
      await one.plug();
      await ready(one);
      one.noise();
      await one.pass(500);
      await one.read('张三');
      await one.until(() => expect(one.names().at(-1)).toBe('张三'));
      expect(one.state()).not.toMatch(/^(lost|absent)/);
    });

    it('is lost when unplugged, and reads on when it is plugged in again', async () => {
      const one = await start();
      await one.plug();
      await ready(one);
      await one.read('张三');
      await one.until(() => expect(one.names()).toEqual(['张三']));
      await one.unplug();
      await one.until(() => expect(one.state()).toMatch(/^lost DEVICE_/));
      await one.plug();
      await one.until(() => expect(one.state()).toMatch(/^(ready|busy)/));
      await one.read('李四');
      await one.until(() => expect(one.names()).toContain('李四'));
    });

    it('gives nothing after its manager has stopped', async () => {
      const one = await start();
      await one.plug();
      await ready(one);
      await one.stopManager();
      await one.read('张三');
      await one.pass(500);
      expect(one.names()).toEqual([]);
    });
  });
}
