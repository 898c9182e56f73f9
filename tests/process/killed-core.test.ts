import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import type { CaseView } from '../../main/contract/calls';
import { FailureError, type Result } from '../../main/contract/failures/failure';
import { type CoreClient, startCore } from '../support/core-client';
import { tempDir } from '../support/temp-dir';

const CASES = 50;
const ITEM = 236;
const SEED = 20261122;

/** mulberry32: the same kills in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const isGone = (result: Result<unknown>) => !result.ok && result.failure.code === 'CORE_GONE';

it(`brings every sealed receipt to the province exactly once through ${CASES} kills of the core`, {
  timeout: 400_000,
}, async () => {
  const province = await startProvince({ admin: true, dataDir: tempDir() });
  onTestFinished(() => province.stop());
  const dir = tempDir();
  const kept = { value: '' };
  const random = seeded(SEED);
  const args = [`--profile=${dir}`, `--province=${province.url}`];
  const handed = new Set<string>();
  const sealedInCase = new Set<string>();

  let core: CoreClient = await startCore(args, kept);
  onTestFinished(() => core.kill());
  const passphrase = 'a passphrase for this test';
  await core.calls.station.unlock({ passphrase });
  const signedIn = await core.calls.clerk.signIn({
    account: province.account.account,
    secret: province.account.secret,
  });
  if (!signedIn.ok) throw new FailureError(signedIn.failure);

  async function view(): Promise<CaseView | null | 'gone'> {
    const snapshot = await core.calls.station.snapshot();
    if (isGone(snapshot)) return 'gone';
    if (!snapshot.ok) throw new FailureError(snapshot.failure);
    return snapshot.value.case;
  }

  /** One step of a clerk who looks at the screen and does the next thing; true when the case is over. */
  async function stepOn(): Promise<boolean | 'gone'> {
    const now = await view();
    if (now === 'gone') return 'gone';
    let result: Result<unknown>;
    if (now === null || now.item === null) result = await core.calls.case.chooseItem({ seq: ITEM });
    else if (now.state === 'Identifying') {
      // Read by a scanner; typing it by hand would take a second person.
      result = await core.calls.device.wedgeCode({ text: province.issueCode('p03', 60_000)?.code ?? '' });
    } else if (now.state === 'ReviewingLicences') result = await core.calls.case.fillForm();
    else if (now.state === 'ReviewingForm') {
      const open = now.form?.materials.find(
        (material) => material.settlement === 'pledge' && !material.settled,
      );
      const empty = now.form?.fields.find((field) => field.problem !== null);
      if (open) result = await core.calls.case.pledge({ key: open.key, agreed: true });
      else if (empty)
        result = await core.calls.case.editField({
          key: empty.key,
          value: empty.options[0]?.value ?? '13800000000',
        });
      else result = await core.calls.case.submit();
    } else if (now.state === 'HandingOver') {
      // What the clerk sees here is in the applicant's hands.
      if (now.receipt) handed.add(now.receipt.id);
      result = await core.calls.case.close();
      if (result.ok) return true;
    } else {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    }
    if (isGone(result)) return 'gone';
    return false;
  }

  let kills = 0;
  for (let done = 0; done < CASES; ) {
    const armed = kills < CASES;
    const timer = armed ? setTimeout(() => core.kill(), 20 + random() * 380) : undefined;
    let state: boolean | 'gone' = false;
    while (state === false) state = await stepOn();
    if (state === true) {
      done += 1;
      // The kill that was meant for this case may strike between two cases as well.
      if (armed) await core.gone;
    }
    clearTimeout(timer);
    if (armed) {
      await core.gone;
      kills += 1;
      core = await startCore(args, kept);
    }
  }

  expect(kills).toBeGreaterThanOrEqual(CASES);
  const drained = await core.calls.outbox.drain();
  expect(drained).toMatchObject({ ok: true, value: { waiting: 0, leased: 0, later: 0, parked: 0 } });
  const receipts = await core.calls.receipt.list({ limit: 200 });
  if (!receipts.ok) throw new FailureError(receipts.failure);
  for (const receipt of receipts.value) sealedInCase.add(receipt.id);
  const arrived = (await (await fetch(`${province.url}/admin/receipts`)).json()) as { receiptId: string }[];

  expect(arrived.map(({ receiptId }) => receiptId).sort()).toEqual([...sealedInCase].sort());
  expect([...handed].filter((id) => !sealedInCase.has(id))).toEqual([]);
  expect(handed.size).toBeGreaterThanOrEqual(CASES);
  const supervisor = province.accounts.find(({ role }) => role === 'supervisor');
  await core.calls.clerk.signIn({ account: supervisor?.account ?? '', secret: supervisor?.secret ?? '' });
  expect(await core.calls.audit.verify()).toMatchObject({ ok: true, value: { intact: true } });
  await core.close();
});

it('leaves the clerk with the shell at every moment of a start that goes on with them', async () => {
  const province = await startProvince();
  onTestFinished(() => province.stop());
  const args = [`--profile=${tempDir()}`, `--province=${province.url}`];
  const told: string[] = [];
  const kept = {
    get value() {
      return told.at(-1) ?? '';
    },
    set value(next: string) {
      told.push(next);
    },
  };
  const clerkOf = (value: string) =>
    (JSON.parse(Buffer.from(value, 'base64').toString('utf8')) as { clerk: { account: string } | null }).clerk
      ?.account;
  const { account, secret } = province.account;

  const first = await startCore(args, kept);
  onTestFinished(() => first.kill());
  await first.calls.station.unlock({ passphrase: 'a passphrase for this test' });
  await first.calls.clerk.signIn({ account, secret });
  await first.calls.station.snapshot();
  expect(clerkOf(kept.value)).toBe(account);
  first.kill();
  await first.gone;

  const before = told.length;
  const second = await startCore(args, kept);
  onTestFinished(() => second.kill());
  expect((await second.calls.station.snapshot()).ok).toBe(true);
  // A kill between two of these would otherwise cost a sign-in, in the middle of a case.
  expect(told.slice(before).map(clerkOf)).toEqual(told.slice(before).map(() => account));
  expect(told.length).toBeGreaterThan(before);
});
