import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

/** Every file the program wrote; what the pretend province and devices keep is theirs, as in life. */
function filesOf(profileDir: string): string[] {
  return readdirSync(profileDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.split(path.sep)[0] !== 'world')
    .map((name) => path.join(profileDir, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

it('leaves no personal value readable in any file of the profile, the page’s own included', async () => {
  const person = people.find(({ id }) => id === 'p01');
  if (!person?.card) throw new Error('the person has no card');
  const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-private-'));
  onTestFinished(() => rmSync(profileDir, { recursive: true, force: true }));
  const hall = await launchHall({ profileDir, training: true });
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  const { page } = hall;
  await coreAnswers(page);
  await page.getByText('已填入训练账号').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('请选择事项').waitFor();
  await page.keyboard.type('37');
  await page.keyboard.press('Enter');
  await page.getByText('请申请人表明身份').waitFor();
  await page.evaluate(() => (window as unknown as HallWindow).hall.training.layCard({ personId: 'p01' }));
  await page.getByText('请核对取得的证照').waitFor();
  await page.keyboard.press('F8');
  await page.getByText('请核对表单').waitFor();
  await page.evaluate(() =>
    (window as unknown as HallWindow).hall.case.pledge({ key: 'income', agreed: true }),
  );
  await page.getByText('材料待定').waitFor({ state: 'detached' });
  await page.keyboard.press('F8');
  await page.getByText('受理通知书已签章').waitFor();
  await hall.close();

  const values = [
    person.name,
    person.number,
    person.card.address,
    ...person.licences.map(({ number }) => number),
  ];
  const needles = values
    .filter((value) => value.length > 2)
    .flatMap((value) => [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le')]);
  const files = filesOf(profileDir);
  expect(files.length).toBeGreaterThan(10);
  const leaks = files.filter((file) => {
    const content = readFileSync(file);
    return needles.some((needle) => content.includes(needle));
  });
  expect(leaks).toEqual([]);
});
