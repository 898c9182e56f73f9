import type { Result } from '../../contract/failures/failure';

export interface TransportAnswer {
  status: number;
  /** Parsed JSON; null for an empty body, undefined for one that is no JSON that can be used. */
  body: unknown;
  /** Milliseconds the service asked us to wait, if it did. */
  retryAfterMs: number | null;
}

export interface TransportRequest {
  method: 'GET' | 'POST' | 'PUT';
  /** May bring a query along. */
  path: string;
  /** JSON value; bytes are JSON already and go as they are. */
  body?: unknown;
  /** For the whole exchange: waiting for a connection, every try, the last byte. */
  deadlineMs: number;
  /** Doing it twice is the same as doing it once, and nobody else repeats it (repeatable.ts). */
  repeatable?: boolean;
  /** Held open by the service until something happens: says nothing about how the service is. */
  held?: boolean;
  /** Asked of anybody: needs neither token nor signature. */
  open?: boolean;
}

/** HTTP behind one function: who signs, who waits and who tries again is settled behind it (link.ts). */
export type Transport = (request: TransportRequest) => Promise<Result<TransportAnswer>>;
