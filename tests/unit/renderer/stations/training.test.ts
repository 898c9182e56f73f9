import { describe, expect, it } from 'vitest';
import { enterprises, people } from '../../../../fixtures/people';
import type { TrainingPerson } from '../../../../main/contract/calls';
import { maskNumber } from '../../../../main/core/base';
import { findPeople } from '../../../../renderer/stations/training/find-people';

const everybody: TrainingPerson[] = [
  ...people.map(({ id, name, number, note, card }) => ({
    id,
    kind: 'person' as const,
    name,
    numberMasked: maskNumber(number),
    note,
    hasCard: card !== null,
  })),
  ...enterprises.map(({ id, name, uscc, note }) => ({
    id,
    kind: 'enterprise' as const,
    name,
    numberMasked: maskNumber(uscc),
    note,
    hasCard: false,
  })),
];
const ids = (wanted: string, kind: 'all' | 'person' | 'enterprise' = 'all') =>
  findPeople(everybody, wanted, kind).shown.map(({ id }) => id);

describe('looking for somebody in the training panel', () => {
  it('lists a first screenful of everybody and says how many there are', () => {
    const { shown, found } = findPeople(everybody, '  ', 'all');
    expect([shown.length, found]).toEqual([40, everybody.length]);
    expect(shown[0]?.id).toBe('p01');
  });

  it('puts the person of that name before those whose note mentions it', () => {
    expect(ids('何一诺')).toEqual(['p12', 'p121']);
    expect(ids('样例协会')).toEqual([]);
  });

  it('takes several words, in name, note or number, all of which must fit', () => {
    expect(ids('台湾 未成年人')).toEqual(['p128']);
    expect(ids('外国人 2023版').length).toBe(4);
    expect(ids('810')).toContain('p123');
  });

  it('lists people or enterprises alone', () => {
    expect(ids('证照最全', 'person').every((id) => id.startsWith('p'))).toBe(true);
    expect(ids('证照最全', 'enterprise')).toEqual(['e101', 'e103', 'e104']);
  });
});
