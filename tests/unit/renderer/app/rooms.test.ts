import { expect, it } from 'vitest';
import { roomsOf } from '../../../../renderer/app/rooms';

it.each([
  ['clerk', ['desk', 'outbox', 'devices', 'records', 'settings']],
  ['supervisor', ['desk', 'outbox', 'devices', 'records', 'settings']],
  ['it', ['errands', 'outbox', 'devices', 'records', 'settings']],
  ['kiosk', ['desk', 'records']],
] as const)('%s', (role, rooms) => {
  expect(roomsOf(role)).toEqual(expect.arrayContaining([...rooms]));
  expect(roomsOf(role).includes('desk')).toBe(role !== 'it');
});
