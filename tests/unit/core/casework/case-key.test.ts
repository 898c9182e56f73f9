import { describe, expect, it } from 'vitest';
import { systemClock, systemIds } from '../../../../main/core/base';
import { loadOpenCase, newCase, saveCase } from '../../../../main/core/casework/case/case-file';
import {
  caseKeyDigest,
  destroyCaseKey,
  openForCase,
  sealForCase,
} from '../../../../main/core/casework/case/case-key';
import { freshStore } from '../store/profile';

const ports = { clock: systemClock, ids: systemIds };
const CONTENT = new TextEncoder().encode('调取的内容');

describe("a case's key", () => {
  it('gives back what was sealed, for as long as the key is there', () => {
    const store = freshStore();
    const caseId = systemIds.next();
    const sealed = store.transaction((tx) => sealForCase(tx, caseId, CONTENT, ports));
    expect(openForCase(store.read, caseId, sealed)).toEqual(Buffer.from(CONTENT));
    expect(caseKeyDigest(store.read, caseId)).toMatch(/^[0-9a-f]{64}$/);

    store.transaction((tx) => destroyCaseKey(tx, caseId));
    expect(openForCase(store.read, caseId, sealed)).toBeNull();
    expect(caseKeyDigest(store.read, caseId)).toBe('');
  });

  it('does not open what was sealed for another case, even under the same key', () => {
    const store = freshStore();
    const [one, other] = [systemIds.next(), systemIds.next()];
    const sealed = store.transaction((tx) => {
      const box = sealForCase(tx, one, CONTENT, ports);
      tx.run('INSERT INTO case_key SELECT ?, key, made_at FROM case_key WHERE case_id = ?', other, one);
      return box;
    });
    expect(openForCase(store.read, other, sealed)).toBeNull();
  });

  it.each([
    ['a flipped bit', (box: Uint8Array) => box.map((byte, at) => (at === 14 ? byte ^ 1 : byte))],
    ['a cut-off end', (box: Uint8Array) => box.subarray(0, box.length - 1)],
    ['almost nothing', (box: Uint8Array) => box.subarray(0, 5)],
  ])('refuses %s', (_name, damage) => {
    const store = freshStore();
    const caseId = systemIds.next();
    const sealed = store.transaction((tx) => sealForCase(tx, caseId, CONTENT, ports));
    expect(openForCase(store.read, caseId, damage(sealed))).toBeNull();
  });

  it('never seals twice alike', () => {
    const store = freshStore();
    const caseId = systemIds.next();
    const [first, second] = store.transaction((tx) => [
      sealForCase(tx, caseId, CONTENT, ports),
      sealForCase(tx, caseId, CONTENT, ports),
    ]);
    expect(first).not.toEqual(second);
  });
});

describe('the open case in the store', () => {
  it('is taken over from a release whose cases had no keys', () => {
    const store = freshStore();
    const file = newCase(systemIds.next(), 'zhang01', 1_000);
    store.transaction((tx) =>
      tx.run(
        'INSERT INTO case_file VALUES (?, ?, ?, NULL, ?, 1000, 1000, NULL)',
        file.id,
        file.state,
        file.clerk,
        JSON.stringify(file),
      ),
    );
    expect(loadOpenCase(store.read)).toEqual(file);
    store.transaction((tx) => saveCase(tx, file, ports));
    expect(store.read.get<{ body: string }>('SELECT body FROM case_file')?.body).not.toContain('zhang01');
    expect(loadOpenCase(store.read)).toEqual(file);
  });

  it('is passed over where its content cannot be opened', () => {
    const store = freshStore();
    const file = newCase(systemIds.next(), 'zhang01', 1_000);
    store.transaction((tx) => {
      saveCase(tx, file, ports);
      destroyCaseKey(tx, file.id);
    });
    expect(loadOpenCase(store.read)).toBeNull();
  });
});
