import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../../contract/ports/clock';

const HASH_LENGTH = 32;
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
/** After so many wrong ones in a row the short way is shut until the next full sign-in. */
export const PIN_TRIES = 3;

/** The short way back after a lock. In memory only: it ends with the session and lies in no file. */
export interface Pin {
  /** `shut`: mistyped too often. */
  try(pin: string): 'right' | 'wrong' | 'shut';
  isOpen(): boolean;
}

export function createPin(pin: string, ids: Ids): Pin {
  const salt = ids.bytes(16);
  const derive = (text: string) => scryptSync(text, salt, HASH_LENGTH, SCRYPT);
  const kept = derive(pin);
  let left = PIN_TRIES;
  return {
    try(typed) {
      if (left === 0) return 'shut';
      if (timingSafeEqual(derive(typed), kept)) {
        left = PIN_TRIES;
        return 'right';
      }
      left -= 1;
      return left === 0 ? 'shut' : 'wrong';
    },
    isOpen: () => left > 0,
  };
}
