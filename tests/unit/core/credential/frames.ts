import type { Frame } from '../../../../main/contract/flow/frame';
import type { Clock, Ids } from '../../../../main/contract/ports/clock';
import { systemIds } from '../../../../main/core/base';

export const NOON = Date.UTC(2026, 5, 1, 4);

/** A clock that stands still at `instant` (noon of 2026-06-01 in the hall unless told). */
export function ports(instant = NOON): { ids: Ids; clock: Clock } {
  return { ids: systemIds, clock: { now: () => instant, after: () => () => undefined } };
}

export function cardFrame(text: Uint8Array<ArrayBuffer>): Frame {
  return {
    id: systemIds.next(),
    deviceId: 'card',
    receivedAt: NOON,
    content: { kind: 'id-card-base', text },
  };
}

export function codeFrame(code: string | Uint8Array): Frame {
  const bytes = new Uint8Array(typeof code === 'string' ? Buffer.from(code) : code);
  return {
    id: systemIds.next(),
    deviceId: 'scan',
    receivedAt: NOON,
    content: { kind: 'code', bytes, aim: '' },
  };
}
