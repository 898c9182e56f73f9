import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseView } from '../../../../main/contract/calls';
import { fail, ok, type Result } from '../../../../main/contract/failures/failure';
import { createFieldDrafts, type FieldDrafts } from '../../../../renderer/hall/field-drafts';
import { aCase } from '../a-snapshot';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('field drafts', () => {
  let sent: string[];
  let accepted: number;
  let due: (() => void)[];
  let answer: () => Result<CaseView> | Promise<Result<CaseView>>;
  let drafts: FieldDrafts;

  beforeEach(() => {
    sent = [];
    accepted = 0;
    due = [];
    answer = () => ok(aCase());
    drafts = createFieldDrafts({
      async send(key, value) {
        sent.push(`${key}=${value}`);
        return answer();
      },
      accepted: () => {
        accepted += 1;
      },
      later(what) {
        due.push(what);
        return () => {
          due = due.filter((one) => one !== what);
        };
      },
    });
    drafts.openCase('a');
  });

  it('sends what was typed once the typing pauses, not every letter', async () => {
    drafts.type('phone', '1');
    drafts.type('phone', '13');
    drafts.type('phone', '138');
    expect(due).toHaveLength(1);
    due[0]?.();
    await settled();
    expect(sent).toEqual(['phone=138']);
    expect(drafts.get('phone')).toBeUndefined();
    expect(accepted).toBe(1);
  });

  it('sends at once when the field is left, and nothing when nothing was typed', async () => {
    drafts.commit('phone');
    drafts.type('phone', '138');
    drafts.commit('phone');
    drafts.commit('phone');
    await settled();
    expect(sent).toEqual(['phone=138']);
  });

  it('keeps newer text when the answer to older text comes in', async () => {
    let release: () => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        release = () => resolve(ok(aCase()));
      });
    drafts.type('phone', '13');
    drafts.commit('phone');
    await settled();
    drafts.type('phone', '138');
    release();
    await settled();
    expect(drafts.get('phone')?.value).toBe('138');
  });

  it('keeps typed text while the core is away and sends it when the core is back', async () => {
    answer = () => fail('CORE_GONE');
    drafts.type('phone', '138');
    drafts.type('income', '860');
    expect(await drafts.flush()).toBe(false);
    expect(drafts.get('phone')).toEqual({
      value: '138',
      failure: expect.objectContaining({ code: 'CORE_GONE' }),
    });
    answer = () => ok(aCase());
    drafts.resend();
    await settled();
    expect(sent.slice(2)).toEqual(['phone=138', 'income=860']);
    expect(drafts.unsent()).toEqual([]);
  });

  it('flush waits for everything typed and says that the core has it all', async () => {
    drafts.type('phone', '138');
    drafts.type('income', '860');
    expect(await drafts.flush()).toBe(true);
    expect(sent).toEqual(['phone=138', 'income=860']);
    expect(due).toEqual([]);
  });

  it('never carries text of one case into the next', async () => {
    answer = () => fail('CORE_GONE');
    drafts.type('phone', '138');
    await drafts.flush();
    drafts.type('income', '860');
    drafts.openCase('b');
    answer = () => ok(aCase());
    drafts.resend();
    await settled();
    expect(sent).toEqual(['phone=138']);
    expect(due).toEqual([]);
    expect(drafts.get('phone')).toBeUndefined();
  });

  it('drops the answer to text of a case that is closed meanwhile', async () => {
    let release: () => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        release = () => resolve(ok(aCase()));
      });
    drafts.type('phone', '138');
    drafts.commit('phone');
    await settled();
    drafts.openCase('b');
    release();
    await settled();
    expect(accepted).toBe(0);
  });

  it('hands out the same list of unsent keys until it changes', () => {
    expect(drafts.unsent()).toBe(drafts.unsent());
  });
});
