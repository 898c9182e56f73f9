import type { ClerkRole } from '../../main/contract/calls/people-views';
import { mayCall } from '../../main/contract/calls/rights';
import { NAVIGATION } from '../words';

/** Where the clerk is: at the case, or in one of the rooms beside it. */
export type Room = keyof typeof NAVIGATION;

/** What a room is there for: whoever may not do that does not see the room. */
const OPENED_BY = {
  desk: ['case.chooseItem'],
  errands: ['errand.list'],
  outbox: ['outbox.list'],
  devices: ['device.examine'],
  records: ['audit.list', 'audit.slip'],
  settings: ['settings.read'],
} as const satisfies Record<Room, readonly Parameters<typeof mayCall>[1][]>;

export function roomsOf(role: ClerkRole): Room[] {
  return (Object.keys(NAVIGATION) as Room[]).filter((room) =>
    OPENED_BY[room].some((name) => mayCall(role, name)),
  );
}
