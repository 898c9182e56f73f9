import type { ProvinceView } from '../../main/contract/calls';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { dayOf, writeClock, writeDay, writeLatency } from './format';
import { PROVINCE_STATE } from './states';

/** The line to the province, as the devices page names its parts. */
export const PROVINCE_LINE = {
  circuit: '连接',
  closed: '正常',
  halfOpen: '正在恢复',
  open: '连续没有答复，暂停联系',
  credential: '本机登记有效至',
  expiring: '（即将到期，请信息人员重新登记）',
  expired: '（已到期，请信息人员重新登记）',
  clock: '本机时间',
  clockFine: '与省平台一致',
} as const;

type Line = Omit<ProvinceView, 'checkedAt'>;

/** Under an hour in minutes, else in hours; a clock that is behind is slow. */
export function writeClockOff(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  const size = minutes < 120 ? `${minutes} 分钟` : `${Math.round(minutes / 60)} 小时`;
  return `本机时间${ms > 0 ? '慢' : '快'} ${size}`;
}

export function writeCircuit({ state, until }: ProvinceView['circuit']): string {
  if (state === 'closed') return PROVINCE_LINE.closed;
  if (state === 'half-open') return PROVINCE_LINE.halfOpen;
  return until === null ? PROVINCE_LINE.open : `${PROVINCE_LINE.open}，${writeClock(until)} 再试`;
}

export function writeCredential({ state, notAfter }: NonNullable<ProvinceView['credential']>): string {
  return `${writeDay(dayOf(notAfter))}${state === 'ready' ? '' : PROVINCE_LINE[state]}`;
}

/** What the foot bar says: the one thing that matters most now. */
export function provinceWord(province: Line): string {
  if (province.circuit.state === 'open')
    return province.circuit.until === null
      ? '暂停联系'
      : `暂停联系，${writeClock(province.circuit.until)} 再试`;
  if (province.failure && province.failure.retry !== 'automatic')
    return FAILURE_WORDS[province.failure.code].what;
  if (province.credential?.state === 'expired') return '本机登记已到期';
  if (province.clockOffMs !== null) return writeClockOff(province.clockOffMs);
  if (province.credential?.state === 'expiring') return '本机登记即将到期';
  return province.state === 'reachable' && province.latencyMs !== null
    ? writeLatency(province.latencyMs)
    : PROVINCE_STATE[province.state];
}
