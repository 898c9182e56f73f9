import { beforeAll, describe, expect, it } from 'vitest';
import type { SealToken } from '../../../../main/contract/ports/seal-token';
import {
  appendAudit,
  dueCheckpoint,
  saveCheckpoint,
  signCheckpoint,
  verifyAudit,
} from '../../../../main/core/audit';
import type { OpenStore } from '../../../../main/core/store';
import { sealBench } from '../receipt/sample';
import { freshStore, setClock, temporaryDir, withFile } from '../store/profile';

const clock = setClock(1_790_000_000_000);
let token: SealToken;
let roots: Uint8Array[];
let stranger: SealToken;

beforeAll(async () => {
  const own = await sealBench(365);
  token = own.token;
  roots = [own.authority.caCertificate];
  stranger = (await sealBench(365)).token;
});

function append(store: OpenStore, lines: number): void {
  store.transaction((tx) => {
    for (let at = 0; at < lines; at += 1)
      appendAudit(tx, { actor: 'clerk-07', action: 'field-edited', caseId: null, facts: { at } }, { clock });
  });
}

async function sign(store: OpenStore, by = token): Promise<void> {
  const due = dueCheckpoint(store.read, { clock, always: true });
  if (!due) throw new Error('nothing to sign');
  const signed = await signCheckpoint(due, by);
  store.transaction((tx) => saveCheckpoint(tx, signed));
}

/** As somebody with the key and an SQLite shell would, and knows the triggers. */
function behindItsBack(dir: string, change: (run: (sql: string) => void) => void): void {
  withFile(dir, (file) => {
    for (const name of ['line_no_update', 'line_no_delete', 'line_in_order', 'checkpoint_no_delete'])
      file.exec(`DROP TRIGGER audit_${name}`);
    change((sql) => file.exec(sql));
  });
}

async function signedChain(): Promise<{ dir: string; reopen: () => OpenStore }> {
  const dir = temporaryDir();
  const store = freshStore(dir);
  append(store, 10);
  await sign(store);
  append(store, 3);
  store.close();
  return { dir, reopen: () => freshStore(dir) };
}

describe('audit checkpoints', () => {
  it('vouch for an untouched chain', async () => {
    const { reopen } = await signedChain();
    expect(verifyAudit(reopen().read, { roots })).toMatchObject({
      lines: 13,
      brokenAt: null,
      checkpoints: 1,
    });
  });

  it('are due with the first line, after two hundred more, or after an hour', async () => {
    const store = freshStore();
    expect(dueCheckpoint(store.read, { clock })).toBeNull();
    append(store, 1);
    expect(dueCheckpoint(store.read, { clock })).toMatchObject({ seq: 1 });
    await sign(store);
    append(store, 199);
    expect(dueCheckpoint(store.read, { clock })).toBeNull();
    expect(dueCheckpoint(store.read, { clock, always: true })).toMatchObject({ seq: 200 });
    const anHourLater = { ...clock, now: () => clock.now() + 3_600_000 };
    expect(dueCheckpoint(store.read, { clock: anHourLater })).toMatchObject({ seq: 200 });
    append(store, 1);
    expect(dueCheckpoint(store.read, { clock })).toMatchObject({ seq: 201 });
  });

  it('find a tail that was cut off behind what they signed for', async () => {
    const { dir, reopen } = await signedChain();
    behindItsBack(dir, (run) => run('DELETE FROM audit_line WHERE seq > 8'));
    expect(verifyAudit(reopen().read, { roots })).toMatchObject({ brokenAt: 9, why: 'checkpoint' });
  });

  it('find a line rewritten together with every hash after it', async () => {
    const { dir, reopen } = await signedChain();
    behindItsBack(dir, (run) => run('DELETE FROM audit_line WHERE seq > 5'));
    const store = reopen();
    append(store, 8);
    expect(verifyAudit(store.read, { roots })).toMatchObject({ brokenAt: 10, why: 'checkpoint' });
  });

  it('signed by a stranger are not believed', async () => {
    const store = freshStore();
    append(store, 2);
    await sign(store, stranger);
    expect(verifyAudit(store.read, { roots })).toMatchObject({ brokenAt: 2, why: 'checkpoint' });
  });

  it('moved to another line are not believed', async () => {
    const { dir, reopen } = await signedChain();
    behindItsBack(dir, (run) =>
      run(`INSERT INTO audit_checkpoint SELECT 12, (SELECT hash FROM audit_line WHERE seq = 12), at, signature, chain
           FROM audit_checkpoint`),
    );
    expect(verifyAudit(reopen().read, { roots })).toMatchObject({ brokenAt: 12, why: 'checkpoint' });
  });

  it('cannot be changed or removed in passing', async () => {
    const { dir } = await signedChain();
    withFile(dir, (file) => {
      expect(() => file.run('DELETE FROM audit_checkpoint')).toThrow('never removed');
      expect(() => file.run('UPDATE audit_checkpoint SET at = 1')).toThrow('never changed');
    });
  });
});
