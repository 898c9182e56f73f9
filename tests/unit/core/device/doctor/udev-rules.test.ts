import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES_FILE, udevRules } from '../../../../../main/core/device';
import { tempDir } from '../../../../support/temp-dir';

/** udev(7): keys that are compared, keys that are set; an attribute in braces where the key takes one. */
const PART =
  /^(?<key>[A-Z]+)(?:\{(?<attribute>[A-Za-z_][\w.]*)\})?(?<operator>==|!=|\+=|-=|:=|=)"(?<value>[^"]*)"$/;
const COMPARED = ['ACTION', 'KERNEL', 'SUBSYSTEM', 'ATTR', 'ATTRS', 'ENV'];
const SET = ['TAG', 'GROUP', 'MODE', 'SYMLINK', 'ENV', 'GOTO', 'LABEL'];
const WITH_ATTRIBUTE = ['ATTR', 'ATTRS', 'ENV'];

const lines = udevRules()
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const parsed = lines.map((line) =>
  line.split(', ').map((part) => {
    const groups = PART.exec(part)?.groups;
    if (!groups) throw new Error(`no udev expression: ${part}`);
    return groups as { key: string; attribute?: string; operator: string; value: string };
  }),
);

describe('udev rules', () => {
  it('are written in the grammar of udev', () => {
    expect(lines.length).toBeGreaterThan(20);
    for (const { key, attribute, operator, value } of parsed.flat()) {
      const compares = operator === '==' || operator === '!=';
      expect(compares ? COMPARED : SET, `${key}${operator}`).toContain(key);
      expect(attribute !== undefined, key).toBe(WITH_ATTRIBUTE.includes(key));
      expect(value).not.toBe('');
      if (attribute === 'idVendor' || attribute === 'idProduct') expect(value).toMatch(/^[0-9a-f]{4}$/);
    }
  });

  it('jump only to labels that are there', () => {
    const values = (key: string) => parsed.flat().flatMap((part) => (part.key === key ? [part.value] : []));
    expect(values('LABEL')).toEqual([...new Set(values('GOTO'))]);
  });

  it('touch no device without naming its maker', () => {
    for (const line of parsed) {
      if (!line.some(({ key }) => ['GROUP', 'TAG', 'ENV', 'SYMLINK'].includes(key))) continue;
      expect(line.some(({ attribute, operator }) => attribute === 'idVendor' && operator === '==')).toBe(
        true,
      );
    }
  });

  it('open hidraw and serial nodes to the person at the seat and to a group, never to everybody', () => {
    expect(lines).toContain(
      'KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0425", ATTRS{idProduct}=="8159", TAG+="uaccess", GROUP="plugdev", MODE="0660"',
    );
    expect(parsed.flat().flatMap(({ key, value }) => (key === 'MODE' ? [value] : []))).not.toContain('0666');
  });

  it('keep ModemManager and brltty away from the CH340 and name it by its socket', () => {
    const ch340 = lines.filter((line) => line.includes('"1a86"') && line.includes('"7523"')).join('\n');
    expect(ch340).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"');
    expect(ch340).toContain('GROUP="dialout"');
    expect(ch340).toContain('SYMLINK+="mianzheng/serial-$env{ID_PATH_TAG}"');
    expect(ch340).toMatch(/ENV\{DEVTYPE\}=="usb_device".*ENV\{PRODUCT\}="not-braille/);
  });

  const help = spawnSync('udevadm', ['--help'], { encoding: 'utf8' });
  it.skipIf(!/^\s*verify\b/m.test(help.stdout ?? ''))('pass udevadm verify', () => {
    const path = join(tempDir(), RULES_FILE);
    writeFileSync(path, udevRules());
    const verified = spawnSync('udevadm', ['verify', path], { encoding: 'utf8' });
    expect(verified.stderr + verified.stdout).not.toMatch(/error|warning/i);
    expect(verified.status).toBe(0);
  });
});
