import { describe, expect, it } from 'vitest';
import { failure } from '../../../../main/contract/failures/failure';
import { deviceTone, provinceTone } from '../../../../renderer/app/foot-tone';

describe('the foot bar', () => {
  it('is quiet about what works', () => {
    expect(deviceTone({ state: 'ready', failure: null })).toBe('verified');
    expect(deviceTone({ state: 'busy', failure: null })).toBe('verified');
    expect(deviceTone({ state: 'opening', failure: null })).toBe('quiet');
    expect(provinceTone({ state: 'reachable' })).toBe('verified');
  });

  it('says what, where the workstation mends it by itself', () => {
    expect(deviceTone({ state: 'lost', failure: failure('DEVICE_LOST') })).toBe('attention');
    expect(deviceTone({ state: 'opening', failure: failure('DEVICE_PORT_BUSY') })).toBe('attention');
    expect(provinceTone({ state: 'unreachable' })).toBe('attention');
  });

  it('says what to do, where a person has to', () => {
    expect(deviceTone({ state: 'absent', failure: failure('DEVICE_PORT_NOT_SERIAL') })).toBe('danger');
    expect(deviceTone({ state: 'lost', failure: failure('DEVICE_SAM_FAULT') })).toBe('danger');
  });
});
