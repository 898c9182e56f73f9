import { describe, expect, it } from 'vitest';
import { systemClock, systemIds } from '../../../../../main/core/base';
import { readCredential } from '../../../../../main/core/credential';
import { heardOf, recordChunks } from './lines';

async function masked(text: string | Uint8Array): Promise<Buffer> {
  return heardOf(await recordChunks('qr-serial', [Buffer.from(text as string)]));
}

function formatOf(bytes: Uint8Array) {
  const code = readCredential(
    {
      id: 'x',
      deviceId: 'x',
      receivedAt: 0,
      content: { kind: 'code', bytes: new Uint8Array(bytes), aim: '' },
    },
    { ids: systemIds, clock: systemClock },
  );
  return code.ok && code.value.kind === 'code' ? [code.value.format, code.value.warnings] : code;
}

describe('a recording of a scanner', () => {
  it.each([
    ['a resident code', 'LT1.eyJuYW1lIjoi5byg5LiJIn0-_x'],
    ['an enterprise code', 'LT2.c2hhbmRvbmc'],
    ['an identity number', '11010519491231002X'],
    ['an identity number with a wrong check', '110105194912310021'],
    ['a credit code', '91370100MA3C4K5L6F'],
    ['a code nobody knows', 'name=Zhang San;tel=13812345678'],
    ['Chinese text', '姓名：张三，住址：历下区'],
    ['four-byte characters', '𠮷野家é'],
  ])('replaces %s by one of the same length and kind', async (_, text) => {
    const bytes = await masked(`${text}\r\n`);
    const code = bytes.subarray(0, -2);
    expect(code.length).toBe(Buffer.byteLength(text));
    expect(code.toString()).not.toBe(text);
    expect([...bytes.subarray(-2)]).toEqual([0x0d, 0x0a]);
    expect(formatOf(code)).toEqual(formatOf(Buffer.from(text)));
    for (const part of ['张三', 'Zhang', '138', '19491231', 'eyJ'])
      expect(code.toString()).not.toContain(part);
  });

  it('keeps the name of a format, and nothing that merely looks like one', async () => {
    expect((await masked('LT1.abc')).toString()).toMatch(/^LT1\.[a-z]{3}$/);
    for (const name of ['zhangsan.1', 'ZHANGSAN.1', 'WANG.1', '13812345678.1'])
      expect((await masked(name)).toString()).not.toContain(name.split('.')[0]);
  });

  it('keeps AIM identifiers, STX and ETX', async () => {
    const bytes = await masked('\u0002]Q1LT1.abc\u0003');
    expect([bytes[0], bytes.at(-1)]).toEqual([0x02, 0x03]);
    expect(bytes.subarray(1, -1).toString()).toMatch(/^\]Q1LT1\.[a-z]{3}$/);
  });

  it('keeps GBK text no UTF-8 and as long', async () => {
    const gbk = Uint8Array.of(0xd5, 0xc5, 0xc8, 0xfd, 0x31, 0x0d);
    const bytes = await masked(gbk);
    expect(bytes.length).toBe(gbk.length);
    expect(bytes.includes(Buffer.from(gbk.subarray(0, 4)))).toBe(false);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(new TextDecoder('gb18030').decode(bytes)).toMatch(/^姓姓\d\r$/);
  });

  it('tells codes without an ending apart by the silence between them', async () => {
    const code = Buffer.from('LT1.abc');
    const recording = await recordChunks('qr-serial', [code, code], 400);
    expect(heardOf(recording).toString()).toMatch(/^(LT1\.[a-z]{3})\1$/);
  });

  it('gives the same code the same replacement and another code another', async () => {
    const [one, two, three] = (await masked('LT1.abcdef\rLT1.ghijkl\rLT1.abcdef\r')).toString().split('\r');
    expect(one).toBe(three);
    expect(one).not.toBe(two);
  });

  it('masks a code that is split in the middle of a character', async () => {
    const bytes = Buffer.from('姓名张三\r');
    const chunks = [bytes.subarray(0, 7), bytes.subarray(7)];
    const recording = await recordChunks('qr-serial', chunks);
    expect(recording.chunks.map((chunk) => chunk.bytes.length)).toEqual([7, 6]);
    expect(heardOf(recording).toString()).toMatch(/^[\u4e00-\u9fff]{4}\r$/);
    expect(heardOf(recording).toString()).not.toContain('张三');
  });
});
