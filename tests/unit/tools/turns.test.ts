import { describe, expect, it } from 'vitest';
import { projects, turnsOf } from '../../../tools/test/projects.mjs';

const names = (machine: { ownScreens: boolean; cores: number }, wanted = projects) =>
  turnsOf(wanted, machine).map((turn) => turn.map(({ name }) => name));

describe('the projects of a test run', () => {
  it('take turns; those with windows run side by side where each has a screen of its own', () => {
    expect(names({ ownScreens: true, cores: 2 })).toEqual([
      ['rules'],
      ['unit'],
      ['migrations'],
      ['flow'],
      ['process', 'screens'],
    ]);
  });

  it.each([
    ['the screen in front of somebody is the only one', { ownScreens: false, cores: 8 }],
    ['there is one core', { ownScreens: true, cores: 1 }],
  ])('run one after the other where %s', (_why, machine) => {
    expect(names(machine)).toEqual(projects.map(({ name }) => [name]));
  });

  it('are those that were asked for', () => {
    const wanted = projects.filter(({ name }) => name === 'unit' || name === 'screens');
    expect(names({ ownScreens: true, cores: 2 }, wanted)).toEqual([['unit'], ['screens']]);
    expect(names({ ownScreens: true, cores: 2 }, [])).toEqual([]);
  });
});
