export const LOG_CATEGORIES = ['core', 'device', 'province', 'store', 'outbox', 'case', 'support'] as const;
export type LogCategory = (typeof LOG_CATEGORIES)[number];

/** Structured log line sink. Facts are safe values only; personal values have no business here. */
export interface Log {
  info(category: LogCategory, event: string, facts?: Record<string, string | number | boolean>): void;
  warn(category: LogCategory, event: string, facts?: Record<string, string | number | boolean>): void;
}
