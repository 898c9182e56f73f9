import { describe, expect, it } from 'vitest';
import { failure } from '../../../../main/contract/failures/failure';
import { deviceTone, provinceTone } from '../../../../renderer/app/foot-tone';

const LINE = { failure: null, credential: null, clockOffMs: null } as const;

describe('the foot bar', () => {
  it('is quiet about what works', () => {
    expect(deviceTone({ state: 'ready', failure: null })).toBe('verified');
    expect(deviceTone({ state: 'busy', failure: null })).toBe('verified');
    expect(deviceTone({ state: 'opening', failure: null })).toBe('quiet');
    expect(provinceTone({ ...LINE, state: 'reachable' })).toBe('verified');
  });

  it('says what, where the workstation mends it by itself', () => {
    expect(deviceTone({ state: 'lost', failure: failure('DEVICE_LOST') })).toBe('attention');
    expect(deviceTone({ state: 'opening', failure: failure('DEVICE_PORT_BUSY') })).toBe('attention');
    expect(provinceTone({ ...LINE, state: 'unreachable' })).toBe('attention');
  });

  it('says what to do, where a person has to', () => {
    expect(deviceTone({ state: 'absent', failure: failure('DEVICE_PORT_NOT_SERIAL') })).toBe('danger');
    expect(deviceTone({ state: 'lost', failure: failure('DEVICE_SAM_FAULT') })).toBe('danger');
    const unknown = failure('PROVINCE_NOT_ENROLLED');
    expect(provinceTone({ ...LINE, state: 'unreachable', failure: unknown })).toBe('danger');
    expect(provinceTone({ ...LINE, state: 'reachable', credential: { state: 'expired', notAfter: 1 } })).toBe(
      'danger',
    );
  });

  it('warns before the enrolment ends and while the clock is off, though all works', () => {
    const ending = { state: 'expiring', notAfter: 1 } as const;
    expect(provinceTone({ ...LINE, state: 'reachable', credential: ending })).toBe('attention');
    expect(provinceTone({ ...LINE, state: 'reachable', clockOffMs: 600_000 })).toBe('attention');
  });
});
