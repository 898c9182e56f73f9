/** Who can be laid on a pretend reader, at the command line. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { hall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

describe('the people of the training world', () => {
  it('are listed by a command of its own, those with a card', async () => {
    const listed = await hall(['devices', 'people']);
    expect(listed.code).toBe(0);
    const lines = listed.stdout.trim().split('\n');
    const withCard = people.filter(({ card }) => card !== null);
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
      withCard.map(({ id }) => id),
    );
    expect(listed.stdout).not.toContain(withCard[0]?.number);
  });

  it.each([
    ['nobody knows', ['--person', 'p0']],
    ['nobody named', []],
  ])('somebody %s is refused with where the list is, not with all of it', async (_who, args) => {
    const link = join(tempDir(), 'tty');
    const refused = await hall(['devices', 'simulate', '--driver', 'id-card', '--link', link, ...args]);
    expect(refused.code).toBe(64);
    expect(refused.stderr).toContain('devices people');
    expect(refused.stderr.length).toBeLessThan(200);
  });
});
