import { describe, expect, it } from 'vitest';
import type { ProvinceView } from '../../../../main/contract/calls';
import { failure } from '../../../../main/contract/failures/failure';
import { provinceWord, writeCircuit, writeClockOff } from '../../../../renderer/words';

const FINE: ProvinceView = {
  state: 'reachable',
  latencyMs: 12,
  checkedAt: 1,
  failure: null,
  circuit: { state: 'closed', until: null },
  credential: null,
  clockOffMs: null,
};
const NOON = Date.UTC(2026, 10, 22, 4, 0, 30);

describe('the province in the foot bar', () => {
  it.each<[string, Partial<ProvinceView>, string]>([
    ['fine', {}, '12 毫秒'],
    ['out of reach', { state: 'unreachable', latencyMs: null }, '连不上'],
    [
      'left alone for a while',
      { state: 'unreachable', circuit: { state: 'open', until: NOON } },
      '暂停联系，12:00:30 再试',
    ],
    [
      'not knowing this workstation',
      { state: 'unreachable', failure: failure('PROVINCE_NOT_ENROLLED') },
      '本机尚未在省平台登记',
    ],
    ['soon not knowing it', { credential: { state: 'expiring', notAfter: NOON } }, '本机登记即将到期'],
    ['by another clock', { clockOffMs: -600_000 }, '本机时间快 10 分钟'],
  ])('%s', (_what, changed, word) => {
    expect(provinceWord({ ...FINE, ...changed })).toBe(word);
  });

  it('says how the line is, and when it is tried again', () => {
    expect(writeCircuit({ state: 'closed', until: null })).toBe('正常');
    expect(writeCircuit({ state: 'half-open', until: null })).toBe('正在恢复');
    expect(writeCircuit({ state: 'open', until: NOON })).toBe('连续没有答复，暂停联系，12:00:30 再试');
  });

  it('says a clock that is years off in hours', () => {
    expect(writeClockOff(3 * 3_600_000)).toBe('本机时间慢 3 小时');
    expect(writeClockOff(61_000)).toBe('本机时间慢 1 分钟');
  });
});
