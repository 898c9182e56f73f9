/** The data key of the built core, by the calls of its window: who may, what the record says, what the window is shown. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import type { ClerkRole } from '../../main/contract/calls';
import type { KeyVault } from '../../main/contract/ports/key-vault';
import { accountVault } from '../support/account-vault';
import { type CoreClient, startCore } from '../support/core-client';
import { hall } from '../support/hall-command';
import { failureOf, must } from '../support/office';
import { tempDir } from '../support/temp-dir';

const KEY_ACTIONS = /^(recovery-key-made|store-opened-by-recovery|vault-changed|key-change)/;

let province: Province;
beforeAll(async () => {
  province = await startProvince({ admin: true });
  return () => province.stop();
});

/** A program started on the profile of a real window; `vault`: what the operating system keeps for this account. */
async function start(profileDir: string, vault: KeyVault | null) {
  const args = ['--profile', profileDir, '--province', province.url, ...(vault ? ['--os-vault'] : [])];
  const core = await startCore(args, { value: '' }, vault);
  onTestFinished(() => core.kill());
  const { calls } = core;
  return {
    ...core,
    shown: async () => must(await calls.station.snapshot()).station,
    async signIn(role: ClerkRole) {
      const found = province.accounts.find((each) => each.role === role);
      must(await calls.clerk.signIn({ account: found?.account ?? '', secret: found?.secret ?? '' }));
      return found?.account;
    },
    /** What was done to the keys and by whom, oldest first. */
    record: async () =>
      must(await calls.audit.list({ limit: 100 }))
        .filter(({ action }) => KEY_ACTIONS.test(action))
        .map(({ action, actor }) => [action, actor])
        .reverse(),
  } satisfies CoreClient & Record<string, unknown>;
}

it('tells IT alone the recovery key, opens the store of a lost vault with it, and has it all on record', async () => {
  const dir = tempDir();
  const vault = accountVault();
  const first = await start(dir, vault);
  const { station } = first.calls;
  expect(await first.shown()).toMatchObject({ store: 'open', vault: 'os', recoveryMade: false });
  expect(failureOf(await station.makeRecoveryKey())?.code).toBe('CLERK_SIGNED_OUT');
  await first.signIn('clerk');
  expect(failureOf(await station.makeRecoveryKey())?.code).toBe('CLERK_NOT_ALLOWED');
  expect(failureOf(await station.rotateKeyAtStart({ asked: true }))?.code).toBe('CLERK_NOT_ALLOWED');
  const technician = await first.signIn('it');
  const sheet = must(await station.makeRecoveryKey());
  expect(sheet).toMatchObject({ hallName: '政务服务中心', windowNo: 'A01' });
  expect((await first.shown()).recoveryMade).toBe(true);
  must(await station.rotateKeyAtStart({ asked: true }));
  must(await station.rotateKeyAtStart({ asked: false }));
  const held = { recoveryKey: sheet.key, passphrase: null };
  expect(failureOf(await station.openByRecovery(held))?.code).toBe('STORE_IN_USE');
  await first.close();
  for (const name of ['keyring.json', 'logs/core.log'])
    expect(readFileSync(join(dir, name), 'utf8')).not.toContain(sheet.key.slice(0, 9));

  vault.reset();
  const second = await start(dir, vault);
  expect(await second.shown()).toMatchObject({ store: 'failed', storeFailure: { code: 'STORE_VAULT_GONE' } });
  must(await second.calls.station.openByRecovery(held));
  expect(await second.shown()).toMatchObject({ store: 'open', vault: 'os', recoveryMade: true });
  const supervisor = await second.signIn('supervisor');
  must(await second.calls.station.rotateKeyAtStart({ asked: true }));
  await second.close();

  const third = await start(dir, vault);
  expect(await third.shown()).toMatchObject({
    recoveryMade: false,
    keyChange: { due: false, failure: null },
  });
  await third.signIn('it');
  expect(await third.record()).toEqual([
    ['recovery-key-made', technician],
    ['key-change-asked', technician],
    ['key-change-withdrawn', technician],
    ['store-opened-by-recovery', 'station'],
    ['key-change-asked', supervisor],
    ['key-changed', 'station'],
  ]);
  await third.close();

  // The command line has no part in the account's vault, and says where to go.
  const refused = await hall(['store', 'rotate-key', '--profile', dir]);
  expect([refused.code, refused.stderr.includes('STORE_VAULT_GONE')]).toEqual([1, true]);
  expect(refused.stderr).toContain('“设置”');
  expect(refused.stderr).toContain('store passphrase --recovery-file');
});

it('moves a profile of a passphrase to the vault of the operating system', async () => {
  const dir = tempDir();
  const first = await start(dir, null);
  must(await first.calls.station.unlock({ passphrase: 'eight or more' }));
  await first.close();
  const vault = accountVault();
  const moving = await start(dir, vault);
  must(await moving.calls.station.unlock({ passphrase: 'eight or more' }));
  expect(await moving.shown()).toMatchObject({ vault: 'passphrase', vaultOffered: true });
  const technician = await moving.signIn('it');
  must(await moving.calls.station.keepInVault());
  expect((await moving.shown()).vault).toBe('os');
  await moving.close();
  const after = await start(dir, vault);
  expect(await after.shown()).toMatchObject({ store: 'open', vault: 'os' });
  await after.signIn('it');
  expect(await after.record()).toEqual([['vault-changed', technician]]);
  await after.close();
});
