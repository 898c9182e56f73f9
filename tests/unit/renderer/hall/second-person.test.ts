import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../main/contract/failures/failure';
import { reportActivity } from '../../../../renderer/hall/activity';
import { createSecondPerson } from '../../../../renderer/hall/second-person';
import { createBridgeDouble } from '../../../support/bridge-double';

const EXPORTED = { path: '/profile/exports/audit.csv', lines: 3 };
const later = () => new Promise((resolve) => setImmediate(resolve));

function desk() {
  const bridge = createBridgeDouble();
  const state = { approved: false };
  bridge.answer('audit', 'export', () =>
    state.approved ? ok(EXPORTED) : fail('CLERK_SECOND_NEEDED', { act: 'export' }),
  );
  bridge.answer('audit', 'verify', () => fail('CLERK_NOT_ALLOWED'));
  return { bridge, state, second: createSecondPerson(bridge.facade) };
}

describe('a call that needs a second person', () => {
  it('waits for them, and is made once more when they agreed', async () => {
    const { bridge, state, second } = desk();
    const answer = second.facade.audit.export({ format: 'csv' });
    await later();
    expect(second.asking()).toBe('export');
    state.approved = true;
    second.settle(true);
    expect(await answer).toEqual(ok(EXPORTED));
    expect(second.asking()).toBeNull();
    expect(bridge.calls.map(({ name }) => name)).toEqual(['audit.export', 'audit.export']);
  });

  it('is refused when nobody came, and not made again', async () => {
    const { bridge, second } = desk();
    const answer = second.facade.audit.export({ format: 'csv' });
    await later();
    second.settle(false);
    expect(await answer).toEqual(fail('CLERK_SECOND_NEEDED', { act: 'export' }));
    expect(bridge.calls).toHaveLength(1);
  });

  it('gives way to the next one that asks', async () => {
    const { second } = desk();
    const first = second.facade.audit.export({ format: 'csv' });
    await later();
    void second.facade.audit.export({ format: 'jsonl' });
    expect((await first).ok).toBe(false);
  });

  it('is told apart from every other refusal', async () => {
    const { second } = desk();
    expect(await second.facade.audit.verify()).toEqual(fail('CLERK_NOT_ALLOWED'));
    expect(second.asking()).toBeNull();
  });
});

describe('activity at the window', () => {
  it('is reported at the first touch and then now and again, whatever the clock does', () => {
    const target = new EventTarget();
    let now = 1_000_000;
    let reports = 0;
    const stop = reportActivity(
      target,
      () => {
        reports += 1;
      },
      () => now,
    );
    const touch = (name: string) => target.dispatchEvent(new Event(name));
    touch('keydown');
    touch('pointerdown');
    expect(reports).toBe(1);
    now += 15_000;
    touch('wheel');
    expect(reports).toBe(2);
    now -= 900_000;
    touch('keydown');
    expect(reports).toBe(3);
    stop();
    now += 60_000;
    touch('keydown');
    expect(reports).toBe(3);
  });
});
