/** How values are written for people. All times are those of the hall (China has one zone). */

const ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function split(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026-11-22` -> `2026年11月22日`; anything else is given back as it is. */
export function writeDay(day: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return found ? `${found[1]}年${Number(found[2])}月${Number(found[3])}日` : day;
}

/** `2026年11月22日 10:32`. */
export function writeInstant(at: number): string {
  return `${writeDay(dayOf(at))} ${writeTime(at)}`;
}

/** `10:32`. */
export function writeTime(at: number): string {
  const { hour, minute } = split(at);
  return `${hour}:${minute}`;
}

/** `10:32:07`. */
export function writeClock(at: number): string {
  return `${writeTime(at)}:${split(at).second}`;
}

/** `周日`. */
export function writeWeekday(at: number): string {
  return split(at).weekday ?? '';
}

/** Calendar day of an instant in the hall's zone, `2026-11-22`. */
export function dayOf(at: number): string {
  const { year, month, day } = split(at);
  return `${year}-${month}-${day}`;
}

/** Time alone when it was today, otherwise day and time. */
export function writeMoment(at: number, now: number): string {
  return dayOf(at) === dayOf(now) ? `今天 ${writeTime(at)}` : writeInstant(at);
}

/** Whole seconds in words: `8 秒`, `2 分 05 秒`, `1 小时 03 分`. */
export function writeSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分 ${String(seconds % 60).padStart(2, '0')} 秒`;
  return `${Math.floor(minutes / 60)} 小时 ${String(minutes % 60).padStart(2, '0')} 分`;
}

export function writeLatency(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`;
}

export function writeSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} 千字节`;
  return `${(bytes / 1024 / 1024).toFixed(1)} 兆字节`;
}

/** Resident number in groups 6-8-4 (also when parts are masked), credit code 2-6-9-1; anything else unchanged. */
export function groupNumber(value: string): string {
  if (value.length !== 18 || /\s/.test(value)) return value;
  const isResident = /^[1-9][\d*]{16}[\dXx*]$/.test(value) && !/^9[1-3]/.test(value);
  if (!isResident && value.includes('*')) return value;
  const cuts = isResident ? [6, 14] : [2, 8, 17];
  const ends = [...cuts, value.length];
  return ends.map((end, index) => value.slice(index === 0 ? 0 : ends[index - 1], end)).join(' ');
}

/** Phone in groups 3-4-4. */
export function groupPhone(value: string): string {
  return /^1\d{10}$/.test(value) ? `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}` : value;
}

/** A resident number, alone or with the two digits that a disability certificate adds to it. */
const RESIDENT_NUMBER = /^[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]\d{0,2}$/;

/** Outside the form a resident number shows its first three and last two characters only. */
export function maskResidentNumber(value: string): string {
  if (!RESIDENT_NUMBER.test(value)) return value;
  return `${value.slice(0, 3)}${'*'.repeat(value.length - 5)}${value.slice(-2)}`;
}

/**
 * What a clerk types for a day, as `YYYY-MM-DD`: 20261122, 2026.11.22, 2026/1/2, 2026年11月22日.
 * Text that is no day of the calendar is given back trimmed, for the core to complain about.
 */
export function normaliseDay(text: string): string {
  const trimmed = text.trim();
  const found =
    /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ??
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(trimmed);
  if (!found) return trimmed;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return trimmed;
  return `${found[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** First 16 hexadecimal digits in groups of four: enough to compare by eye. */
export function shortDigest(sha256: string): string {
  return (sha256.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

/** The common name of a certificate subject, as printed by the seal; the whole subject when it has none. */
export function commonName(subject: string): string {
  const found = /(?:^|[,/\n+]\s*)CN\s*=\s*([^,/\n+]+)/i.exec(subject);
  return (found?.[1] ?? subject).trim();
}

/** A pledge's numbered parts (一、二、…) as paragraphs; texts come from the catalogue in one piece. */
export function pledgeParagraphs(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[。；])(?=[一二三四五六七八九十]{1,2}、)/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}
