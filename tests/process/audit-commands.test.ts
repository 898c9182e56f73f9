import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { hall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

it('verifies the record against the province and exports it with a second person, all on record', async () => {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const dir = tempDir();
  const env = { HALL_PASSPHRASE: 'words nobody knows' };
  const profile = ['--profile', join(dir, 'profile')];

  const alone = await hall(['audit', 'verify', ...profile, '--province', 'http://127.0.0.1:9'], env);
  expect(alone).toMatchObject({ code: 0, lines: [{ intact: true, provinceHeads: null }] });
  expect(alone.stderr).toContain('操作记录完整');
  expect(alone.stderr).toContain('未能与省平台核对');
  const asked = await hall(['audit', 'verify', ...profile, '--province', province.url], env);
  expect(asked).toMatchObject({
    code: 0,
    lines: [{ intact: true, provinceHeads: 0, deletions: { all: 0, signed: 0 } }],
  });
  // The digest to be placed on another chain (R56): it stands for every line up to its own.
  const [{ head }] = asked.lines as [{ head: string }];
  expect(head).toMatch(/^[0-9a-f]{64}$/);

  const unaided = await hall(['audit', 'export', ...profile], env);
  expect(unaided).toMatchObject({ code: 1, stdout: '' });
  expect(unaided.stderr).toContain('CLERK_SECOND_NEEDED');
  expect(unaided.stderr).toContain('--second');
  const { account = '', secret = '' } = province.accounts.find(({ role }) => role === 'supervisor') ?? {};
  const secretPath = join(dir, 'secret');
  writeFileSync(secretPath, `${secret}\n`, { mode: 0o600 });
  const supervisor = ['--province', province.url, '--second', account, '--second-secret-file', secretPath];
  const exported = await hall(['audit', 'export', ...profile, ...supervisor, '--format', 'jsonl'], env);
  const actions = (exported.lines as { action: string; facts: object }[]).map(({ action }) => action);
  expect(actions.filter((action) => action === 'audit-verified')).toHaveLength(2);
  expect(exported.lines).toContainEqual(expect.objectContaining({ action: 'audit-verified', hash: head }));
  expect(exported.lines[0]).toMatchObject({ facts: { act: 'export', second: '370102-90' } });

  const out = join(dir, 'record.csv');
  const table = await hall(
    ['audit', 'export', ...profile, ...supervisor, '--from', '2026-01-01', '--out', out],
    env,
  );
  expect(table.code).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('audit-exported');
  expect(statSync(out).mode & 0o777).toBe(0o600);

  const wrong = await hall(['audit', 'export', ...profile, '--from', 'yesterday'], env);
  expect(wrong).toMatchObject({ code: 64, stdout: '' });
});
