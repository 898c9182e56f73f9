import { randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from '../../contract/ports/clock';

export const systemIds: Ids = {
  next: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => Math.random(),
};
