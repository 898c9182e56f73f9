import { describe, expect, it } from 'vitest';
import { decodeRecording, encodeRecording } from '../../../../../main/core/device';
import { recordChunks } from './lines';

const recorded = async () => encodeRecording(await recordChunks('qr-serial', [Buffer.from('LT1.abc\r')], 7));
const why = (text: string) => {
  const decoded = decodeRecording(text);
  return decoded.ok ? 'ok' : { code: decoded.failure.code, ...decoded.failure.details };
};
const bad = (reason: string, more = {}) => ({ code: 'DEVICE_RECORDING_INVALID', why: reason, ...more });

describe('a recording file', () => {
  it('comes back as it was written, with gaps and a versioned header', async () => {
    const recording = await recordChunks('qr-serial', [Buffer.from('LT1.abc\r'), Buffer.from('x\r')], 7);
    const text = encodeRecording(recording);
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
      format: 'mianzheng-recording',
      version: 1,
      masked: true,
    });
    expect(recording.chunks.map(({ gapMs }) => gapMs)).toEqual([7, 7]);
    expect(decodeRecording(text)).toEqual({ ok: true, value: recording });
  });

  it('says what is wrong with a file that is no recording', async () => {
    const text = await recorded();
    const [header = '', chunk = '', end = ''] = text.split('\n');
    expect(why('')).toEqual(bad('header'));
    expect(why('\u0000\u0001')).toEqual(bad('header'));
    expect(why('{"format":"mianzheng-recording","version":2}\n')).toEqual(bad('version', { version: 2 }));
    expect(why(text.replace('"masked":true', '"masked":false'))).toEqual(bad('header'));
    expect(why(`${header}\n${chunk}\n`)).toEqual(bad('truncated'));
    expect(why(text.slice(0, -9))).toEqual(bad('truncated'));
    expect(why(`${header}\n${chunk}\n${chunk.slice(0, 12)}`)).toEqual(bad('truncated'));
    expect(why(`${header}\n{"gapMs":-1}\n${end}`)).toEqual(bad('line', { line: 2 }));
    expect(why(`${header}\n${chunk}\n${chunk}\n${end}`)).toEqual(bad('line', { line: 4 }));
    expect(why(`${text}${chunk}\n`)).toEqual(bad('line', { line: 3 }));
    expect(why(text.replace(/"hex":"../, '"hex":"zz'))).toEqual(bad('line', { line: 2 }));
  });
});
