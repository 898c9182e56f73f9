import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { createPublisher, createTestAuthority } from '../../fixtures/keys';
import { CatalogueEdition } from '../../main/contract/catalogue/types';
import { systemClock } from '../../main/core/base';
import { hall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const shipped = CatalogueEdition.parse(currentEdition);

/** A later edition with `change` done to it, plain and signed, and the publisher's root. */
async function published(dir: string, change: (draft: CatalogueEdition) => void) {
  const draft = structuredClone(shipped);
  Object.assign(draft, { edition: '2099-01', effectiveFrom: '2099-01-01' });
  draft.published.push({ edition: '2099-01', day: '2099-01-01' });
  change(draft);
  const authority = await createTestAuthority({ now: systemClock.now(), days: 10 });
  const publisher = await createPublisher(authority);
  const paths = {
    old: join(dir, 'old.json'),
    plain: join(dir, 'new.json'),
    signed: join(dir, 'new.signed.json'),
    root: join(dir, 'root.pem'),
  };
  writeFileSync(paths.old, JSON.stringify(shipped));
  writeFileSync(paths.plain, JSON.stringify(draft));
  writeFileSync(paths.signed, JSON.stringify(publisher.sign(draft)));
  writeFileSync(paths.root, authority.caPem);
  return paths;
}
const addItem = (draft: CatalogueEdition) =>
  void draft.items.push({ seq: 501, department: '省民政厅', name: '新增事项' });
const dropItem = (draft: CatalogueEdition) => void draft.items.splice(1, 1);

describe('hall catalogue check', () => {
  it('passes what only adds, and says what', async () => {
    const { old, plain, signed } = await published(tempDir(), addItem);
    for (const path of [plain, signed]) {
      const { code, lines } = await hall(['catalogue', 'check', old, path]);
      expect(code).toBe(0);
      expect(lines).toMatchObject([{ refused: [], added: [{ kind: 'item-added', name: '新增事项' }] }]);
    }
  });

  it('refuses what takes away, by name, with exit code 1', async () => {
    const { old, plain } = await published(tempDir(), dropItem);
    const { code, lines, stderr } = await hall(['catalogue', 'check', old, plain]);
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { refused: [{ kind: 'item-removed', at: 'item 2', name: expect.any(String) }] },
    ]);
    expect(stderr).toContain('CATALOGUE_SHRINKS');
  });

  it('says that a file cannot be read, without a stack', async () => {
    const { code, stderr } = await hall(['catalogue', 'check', '/nowhere/a.json', '/nowhere/b.json']);
    expect(code).toBe(1);
    expect(stderr).toContain('CATALOGUE_FILE_UNREADABLE');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('hall catalogue import', () => {
  it('takes a signed edition in for its day once its publisher is trusted', async () => {
    const dir = tempDir();
    const { signed, root } = await published(dir, addItem);
    const profile = ['--profile', join(dir, 'profile')];
    const stranger = await hall(['catalogue', 'import', signed, ...profile]);
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toContain('CATALOGUE_UNTRUSTED');

    const taken = await hall(['catalogue', 'import', signed, ...profile, '--trust', root]);
    expect(taken.code).toBe(0);
    expect(taken.lines).toMatchObject([{ edition: '2099-01', waiting: true, added: 1 }]);
    const { lines } = await hall(['catalogue', 'list', ...profile]);
    expect(lines).toMatchObject([
      {
        inForce: shipped.edition,
        editions: [
          { edition: shipped.edition, standing: 'in-force' },
          { edition: '2099-01', standing: 'waiting' },
        ],
        unusable: [],
      },
    ]);
  });

  it('refuses a file that was changed on the way', async () => {
    const dir = tempDir();
    const { signed, root } = await published(dir, addItem);
    const envelope = JSON.parse(readFileSync(signed, 'utf8')) as { payload: string };
    const content = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('新增事项', '另加事项');
    writeFileSync(signed, JSON.stringify({ ...envelope, payload: Buffer.from(content).toString('base64') }));
    const { code, stderr } = await hall([
      ...['catalogue', 'import', signed],
      ...['--profile', join(dir, 'profile'), '--trust', root],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('CATALOGUE_SIGNATURE_WRONG');
  });
});

describe('hall catalogue for one hall', () => {
  it('finds by initials and shows an item without a name as what it is', async () => {
    const profile = ['--profile', tempDir()];
    const { lines } = await hall(['catalogue', 'search', 'spjyxk', ...profile]);
    expect(lines).toMatchObject([{ found: expect.arrayContaining([expect.objectContaining({ seq: 448 })]) }]);
    const shown = await hall(['catalogue', 'show', '233', ...profile]);
    expect(shown.lines).toMatchObject([{ item: { name: '名称缺失' }, generic: true }]);
  });

  it('switches an item off with a note, and back on', async () => {
    const profile = ['--profile', tempDir()];
    const set = (state: string) =>
      hall(['catalogue', 'switch', ...profile, '--item', '37', '--state', state, '--note', '试点通知']);
    expect((await set('off')).code).toBe(0);
    const off = await hall(['catalogue', 'show', '37', ...profile]);
    expect(off.code).toBe(1);
    expect(off.stderr).toContain('CATALOGUE_ITEM_OFF');
    expect((await set('trial')).code).toBe(0);
    expect((await hall(['catalogue', 'show', '37', ...profile])).lines).toMatchObject([{ trial: true }]);
    expect((await set('on')).code).toBe(0);
    expect((await hall(['catalogue', 'show', '37', ...profile])).lines).toMatchObject([{ trial: false }]);
    const { lines } = await hall(['catalogue', 'list', ...profile]);
    expect(lines).toMatchObject([
      { switches: [{ state: 'off' }, { state: 'trial' }, { state: 'on', note: '试点通知' }] },
    ]);
  });

  it('stays with an edition that is there, and refuses one that is not', async () => {
    const profile = ['--profile', tempDir()];
    const pinned = await hall(['catalogue', 'use', ...profile, '--edition', shipped.edition]);
    expect(pinned.lines).toMatchObject([{ pinned: shipped.edition }]);
    expect((await hall(['catalogue', 'use', ...profile, '--edition', '1999-01'])).stderr).toContain(
      'CATALOGUE_EDITION_UNKNOWN',
    );
  });
});

describe('hall catalogue publish', () => {
  it('writes a page and two tables for everybody, by the edition in force and without what is switched off', async () => {
    const dir = tempDir();
    const profile = ['--profile', join(dir, 'profile')];
    const off = ['--item', '37', '--state', 'off', '--note', '暂停', '--from', '2026-01-01'];
    expect((await hall(['catalogue', 'switch', ...profile, ...off])).code).toBe(0);
    const { code, lines } = await hall(['catalogue', 'publish', ...profile, '--out', join(dir, 'out')]);
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ files: ['index.html', 'licences.csv', 'items.csv'] }]);
    const page = readFileSync(join(dir, 'out', 'index.html'), 'utf8');
    expect(page).toContain('居民身份证');
    expect(page).not.toContain('id="item-37"');
  });
});
