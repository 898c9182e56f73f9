import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceConfig, DeviceView } from '../../../../main/contract/flow/device';
import { silentLog, systemIds } from '../../../../main/core/base';
import { createDeviceManager } from '../../../../main/core/device';
import { identityOf } from '../../../../main/core/device/identity';
import { talk } from './id-card-line';
import { manualClock } from './manual-clock';
import { anna } from './people';
import { ScriptedHid, scriptedHid } from './scripted-hid';
import { ScriptedPort, scriptedSerial } from './scripted-serial';

const CARD: DeviceConfig = { id: 'card', driver: 'id-card', port: '/dev/card', label: '读卡器' };
const HID: DeviceConfig = { id: 'hid', driver: 'qr-hid', port: '0C2E:0B61', label: '扫码枪' };
const SCAN: DeviceConfig = { id: 'scan', driver: 'qr-serial', port: 'COM3', label: '扫码枪' };

let stop = async () => {};
afterEach(() => stop());

function window(devices: DeviceConfig[], hid: ScriptedHid[] = [], vendorId = '') {
  const clock = manualClock();
  const port = new ScriptedPort();
  const sent: string[] = [];
  const photos: { frameId: string; block: Uint8Array }[] = [];
  const frames: string[] = [];
  const serial = scriptedSerial({ '/dev/card': port, COM3: port });
  const fact = { path: 'COM3', manufacturer: 'Maker', serialNumber: 'S1', vendorId, productId: '0b81' };
  const manager = createDeviceManager({
    serial: {
      async open(options) {
        const opened = await serial.open(options);
        if (!opened.ok) return opened;
        const write: typeof opened.value.write = (bytes) => {
          sent.push(Buffer.from(bytes).toString('hex'));
          return opened.value.write(bytes);
        };
        return { ok: true, value: { ...opened.value, write } };
      },
      list: async () => ({ ok: true, value: [fact] }),
    },
    hid: scriptedHid(hid, clock.now).driver,
    clock,
    ids: systemIds,
    log: silentLog,
    devices,
    onFrame: (frame) => frames.push(frame.id),
    onView: () => undefined,
    onPhoto: (frameId, block) => photos.push({ frameId, block }),
  });
  stop = () => manager.stop();
  manager.start();
  const view = (): DeviceView => {
    const [first] = manager.views();
    if (!first) throw new Error('no device is set up');
    return first;
  };
  return { clock, port, sent, photos, frames, manager, view };
}

describe('what is shown of a device itself', () => {
  it('is the number of a reader’s security module and its rate, while it is connected', async () => {
    const { clock, port, view } = window([CARD]);
    expect(view().identity).toBeNull();
    await clock.pass(500);
    expect(view().identity).toEqual({
      profile: 'sam-v',
      manufacturer: '',
      product: '',
      serialNumber: '',
      samId: '05.01-20260105-0000000001-0000000001',
      baud: 115_200,
    });
    port.unplug();
    await clock.pass(100);
    expect(view()).toMatchObject({ state: 'lost', identity: null });
    port.plugged = true;
    await clock.pass(2_000);
    expect(view()).toMatchObject({ state: 'ready', identity: { profile: 'sam-v' } });
  });

  it('is what a USB scanner says of itself', async () => {
    const says = { manufacturer: 'Honeywell', product: '1900g', serialNumber: 'N42' };
    const { clock, view } = window([HID], [new ScriptedHid('/dev/hidraw0', [says])]);
    await clock.pass(100);
    expect(view()).toMatchObject({
      canTrigger: false,
      identity: { ...says, profile: 'honeywell-pos', baud: null },
    });
  });

  it('is printable, short and in one direction, whatever the device says', () => {
    const { manufacturer, product } = identityOf('x', {
      manufacturer: `a\u0000\u001b[31m\u202eb\n ${'长'.repeat(200)}`,
      product: ' \ud800\ufffd ',
    });
    expect(manufacturer).toBe(`a[31mb ${'长'.repeat(57)}`);
    expect(product).toBe('');
  });
});

describe('a scanner that can be started', () => {
  it('is known by its maker where it is a port by itself, and started by that maker’s command', async () => {
    const { clock, sent, manager, view } = window([SCAN], [], '0C2E');
    await clock.pass(10);
    expect(view()).toMatchObject({
      canTrigger: true,
      identity: { profile: 'honeywell', manufacturer: 'Maker', serialNumber: 'S1', baud: 9_600 },
    });
    expect(await manager.trigger('scan')).toEqual({ ok: true, value: undefined });
    expect(sent).toEqual(['16540d']);
  });

  it('is one by the profile that was set up, whatever the port', async () => {
    const { clock, manager, sent } = window([{ ...SCAN, port: '/dev/card', profile: 'newland' }]);
    await clock.pass(10);
    await manager.trigger('scan');
    expect(sent).toEqual(['7e00080100020102da']);
  });

  it.each([
    ['an unknown scanner', SCAN, ''],
    ['one of a maker whose ports take no such command', SCAN, '05e0'],
    ['an ID-card reader', CARD, '0c2e'],
  ])('is not %s', async (_what, device, vendorId) => {
    const { clock, manager, view } = window([device], [], vendorId);
    await clock.pass(500);
    expect(view()).toMatchObject({ state: 'ready', canTrigger: false });
    expect(await manager.trigger(device.id)).toMatchObject({ failure: { code: 'DEVICE_NO_TRIGGER' } });
    expect(await manager.trigger('nobody')).toMatchObject({ failure: { code: 'DEVICE_NO_TRIGGER' } });
  });

  it('is none while it is unplugged', async () => {
    const { clock, port, manager, view } = window([SCAN], [], '1eab');
    await clock.pass(10);
    port.unplug();
    await clock.pass(10);
    expect(view().canTrigger).toBe(false);
    expect(await manager.trigger('scan')).toMatchObject({ failure: { code: 'DEVICE_NO_TRIGGER' } });
  });
});

describe('the photo on a card', () => {
  it('is handed on once per laying, after its frame, and is no part of it', async () => {
    const { clock, port, photos, frames } = window([CARD]);
    port.reader.lay(anna);
    await clock.pass(2_000);
    expect(photos.map(({ frameId }) => frameId)).toEqual(frames);
    expect(photos.map(({ block }) => block.length)).toEqual([1024]);
  });

  it('is overwritten as it arrives where nobody wants it', async () => {
    const { clock, reader, contents, photos } = talk();
    reader.lay(anna);
    await clock.pass(1_000);
    expect(contents).toHaveLength(1);
    expect(photos).toEqual([]);
    const wanting = talk({ wantsPhoto: true });
    wanting.reader.lay(anna);
    await wanting.clock.pass(1_000);
    expect(wanting.photos).toHaveLength(1);
    expect(JSON.stringify(wanting.contents)).not.toContain('photo');
  });

  it('comes from a reader that can only read fingerprints with it as well, without those', async () => {
    const wanting = talk({ wantsPhoto: true });
    wanting.faults({ fingerprintOnly: true });
    wanting.reader.lay(anna);
    await wanting.clock.pass(3_000);
    expect(wanting.photos.map(({ length }) => length)).toEqual([1024]);
  });
});
