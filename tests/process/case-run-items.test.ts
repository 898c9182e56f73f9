/** The whole job by command at a hall's own devices, the way an operator without a window does it: try, read what is open, answer. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { startSimulator } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { CatalogueEdition } from '../../main/contract/catalogue/types';
import { acceptable } from '../support/answers';
import { type CommandResult, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const { definitions } = CatalogueEdition.parse(currentEdition);
const CASES = [
  { item: 37, who: 'p101', name: 'a person with a card' },
  { item: 448, who: 'e101', name: 'an enterprise with a code' },
];

async function counter(dir: string) {
  const province = await startProvince({ admin: true, dataDir: join(dir, 'province') });
  onTestFinished(() => province.stop());
  const [card, code] = await Promise.all([
    startSimulator({ driver: 'id-card', link: join(dir, 'card') }),
    startSimulator({ driver: 'qr-serial', link: join(dir, 'code') }),
  ]);
  onTestFinished(async () => void (await Promise.all([card.stop(), code.stop()])));
  const supervisor = province.accounts.find(({ role }) => role === 'supervisor');
  const secretPath = join(dir, 'supervisor-secret');
  writeFileSync(secretPath, supervisor?.secret ?? '');
  const second = ['--second', supervisor?.account ?? '', '--second-secret-file', secretPath];

  async function run(item: number, who: string, answers: readonly string[]): Promise<CommandResult> {
    const command = startHall(
      [
        ...[
          'case',
          'run',
          '--profile',
          join(dir, 'profile'),
          '--province',
          province.url,
          '--item',
          String(item),
        ],
        ...['--id-card-port', join(dir, 'card'), '--qr-port', join(dir, 'code'), ...second, ...answers],
      ],
      { XDG_CONFIG_HOME: join(dir, 'config') },
    );
    await command.says('请放身份证');
    const person = people.find(({ id }) => id === who);
    if (person?.card) card.lay(person.card);
    // The scanner may not be open yet: held up until it is read, like a phone.
    const text = person ? '' : (province.issueCode(who, 600_000)?.code ?? '');
    const held = setInterval(() => text && code.show(text), 500);
    const ended = await command.ended;
    clearInterval(held);
    card.lift();
    return ended;
  }
  return { province, run };
}

/** What the command asked for, with something acceptable for each. */
function answersTo(asked: string, item: number): string[] {
  const definition = definitions.find(({ seq }) => seq === item);
  const fields = [...asked.matchAll(/--set (\S+)=…/gu)].flatMap(([, key]) => {
    const field = definition?.fields.find((each) => each.key === key);
    return field ? ['--set', `${key}=${acceptable(field)}`] : [];
  });
  const papers = [...asked.matchAll(/--paper (\S+)=原因/gu)];
  return [...fields, ...papers.flatMap(([, key]) => ['--paper', `${key}=申请人当场提交`])];
}

describe('hall case run', () => {
  it.each(CASES)('does item $item for $name', async ({ item, who }) => {
    const { province, run } = await counter(tempDir());
    let ended = await run(item, who, []);
    if (ended.code !== 0) {
      expect(ended.stderr).toContain('FORM_INCOMPLETE');
      ended = await run(item, who, answersTo(ended.stderr, item));
    }
    expect(ended.stderr).toContain('已出件');
    expect(ended.lines).toEqual([
      expect.objectContaining({ item, delivery: expect.objectContaining({ state: 'acknowledged' }) }),
    ]);
    const [{ savings }] = ended.lines as [{ savings: { fieldsFilled: number; fieldsTotal: number } }];
    expect(savings.fieldsFilled).toBeGreaterThan(savings.fieldsTotal / 2);
    expect(await (await fetch(`${province.url}/admin/receipts`)).json()).toHaveLength(1);
  });
});
