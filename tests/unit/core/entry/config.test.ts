import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECOND_PERSON_ACTS } from '../../../../main/contract/calls';
import { devicesOf, readConfig, readEquipment, writeConfig } from '../../../../main/core/entry/config';
import { failureOf, must } from '../../../support/office';
import { tempDir } from '../../../support/temp-dir';

function profileWith(config: string): string {
  const dir = tempDir();
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'config.json'), config);
  return dir;
}

describe('the configuration of a window', () => {
  it('takes defaults where nothing is said', () => {
    expect(must(readConfig(tempDir(), {}))).toMatchObject({ windowNo: 'A01', idCardPort: '' });
  });

  it('has two people for every act there is until the hall says otherwise, and keeps to what it said', () => {
    const said = (config: string) => must(readConfig(profileWith(config), {})).secondPersonFor;
    expect(said('{}')).toEqual(['export', 'manual-identity', 'paper', 'deviation']);
    expect(said('{"secondPersonFor":["export"]}')).toEqual(['export']);
    expect(said('{"secondPersonFor":[]}')).toEqual([]);
    const dir = tempDir();
    expect(must(readConfig(dir, {})).secondPersonFor).toHaveLength(SECOND_PERSON_ACTS.length);
    must(writeConfig(dir, { ...must(readConfig(dir, {})), secondPersonFor: [] }));
    expect(must(readConfig(dir, {})).secondPersonFor).toEqual([]);
  });

  it('puts the command line before the file', () => {
    const dir = profileWith('{"provinceUrl":"http://10.0.0.1:1/","windowNo":"B02"}');
    const settings = must(readConfig(dir, { provinceUrl: 'http://127.0.0.1:9/' }));
    expect(settings).toMatchObject({ provinceUrl: 'http://127.0.0.1:9/', windowNo: 'B02' });
  });

  it.each([
    ['broken JSON', '{', 'CONFIG_UNREADABLE', {}],
    ['a window number of other characters', '{"windowNo":"a 1"}', 'CONFIG_INVALID', { at: 'windowNo' }],
    ['an address that is none', '{"provinceUrl":"x"}', 'CONFIG_INVALID', { at: 'provinceUrl' }],
    ['a list instead of an object', '[]', 'CONFIG_INVALID', {}],
  ])('names the fault: %s', (_name, config, code, details) => {
    expect(failureOf(readConfig(profileWith(config), {}))).toMatchObject({ code, details });
  });

  it('is written whole and for this account only', () => {
    const dir = tempDir();
    must(writeConfig(dir, must(readConfig(dir, { qrPort: '/dev/ttyACM0' }))));
    expect(JSON.parse(readFileSync(join(dir, 'config.json'), 'utf8'))).toMatchObject({
      qrPort: '/dev/ttyACM0',
    });
    expect(statSync(join(dir, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps whose interface licences come by when the window saves, and refuses half of it', () => {
    const sharing = {
      url: 'https://share.city.example/',
      accessId: 'hall-1',
      accessTokenPath: '/etc/hall/token',
      rootPath: '/etc/hall/root.pem',
      types: [{ typeSeq: 1, certTypeCode: '11100000000013338W032', elements: { name: 'KZ_XM' } }],
    };
    const dir = profileWith(JSON.stringify({ provinceAdapter: 'shandong', sharing }));
    must(writeConfig(dir, must(readConfig(dir, {}))));
    expect(must(readEquipment(dir))).toMatchObject({ provinceAdapter: 'shandong', sharing });
    for (const bent of [{ accessTokenPath: 'token' }, { url: 'city' }, { types: [{ typeSeq: 0 }] }]) {
      const config = JSON.stringify({ provinceAdapter: 'shandong', sharing: { ...sharing, ...bent } });
      expect(failureOf(readEquipment(profileWith(config)))).toMatchObject({ code: 'CONFIG_INVALID' });
    }
  });

  it('keeps what an administrator has set by hand when the window saves', () => {
    const dir = profileWith('{"photoDecoderPath":"/opt/decoder","qrProfile":"newland","windowNo":"B02"}');
    const equipment = { photoDecoderPath: '/opt/decoder', qrProfile: 'newland' };
    expect(must(readEquipment(dir))).toMatchObject(equipment);
    const settings = { ...must(readConfig(dir, {})), qrPort: '/dev/ttyS0' };
    expect(settings).not.toHaveProperty('photoDecoderPath');
    must(writeConfig(dir, settings));
    expect(must(readEquipment(dir))).toMatchObject(equipment);
    expect(devicesOf(settings, equipment)).toMatchObject([{ id: 'qr', profile: 'newland' }]);
    expect(must(readEquipment(tempDir()))).toEqual({
      photoDecoderPath: '',
      qrProfile: '',
      provinceAdapter: 'reference',
      brokers: [],
    });
  });

  it('refuses a photo decoder that would be looked for somewhere', () => {
    const dir = profileWith('{"photoDecoderPath":"decoder"}');
    expect(failureOf(readEquipment(dir))).toMatchObject({
      code: 'CONFIG_INVALID',
      details: { at: 'photoDecoderPath' },
    });
  });

  it.each([
    ['/dev/ttyUSB0', 'qr-serial'],
    ['COM3', 'qr-serial'],
    ['0c2e:0b61', 'qr-hid'],
    ['0C2E:0B61:S1234', 'qr-hid'],
    ['/dev/hidraw2', 'qr-hid'],
  ])('drives a scanner at %s by %s', (port, driver) => {
    const settings = { ...must(readConfig(tempDir(), {})), qrPort: port };
    expect(devicesOf(settings)).toEqual([{ id: 'qr', driver, port, label: '扫码器' }]);
  });
});
