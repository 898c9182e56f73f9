import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../../main/contract/calls';
import { CaseState } from '../../../../main/contract/calls/views';
import { failure } from '../../../../main/contract/failures/failure';
import { caseSteps, formGaps } from '../../../../renderer/hall/case-steps';
import { AN_ID, aCase, aField, aMaterial } from '../a-snapshot';

const item = { name: '事项' } as CaseView['item'];
const credential = { name: '王' } as CaseView['credential'];
const receipt = (delivery: NonNullable<CaseView['receipt']>['delivery']) =>
  ({ delivery }) as CaseView['receipt'];

describe('case steps', () => {
  it('begin with the item when no case is open', () => {
    expect(caseSteps(null)).toEqual(['current', 'todo', 'todo', 'todo', 'todo', 'todo', 'todo']);
  });

  it('take item and identity in either order', () => {
    expect(caseSteps(aCase({ item })).slice(0, 3)).toEqual(['done', 'current', 'todo']);
    expect(caseSteps(aCase({ credential })).slice(0, 3)).toEqual(['current', 'done', 'todo']);
  });

  it('show an authorisation that was refused', () => {
    const steps = caseSteps(aCase({ item, credential, failure: failure('PROVINCE_UNREACHABLE') }));
    expect(steps.slice(0, 4)).toEqual(['done', 'done', 'failed', 'todo']);
  });

  it('have exactly one step in hand in every state', () => {
    for (const state of CaseState.options) {
      const steps = caseSteps(aCase({ state, item, waiting: { for: 'province', since: 0 } }));
      expect(steps.filter((step) => step === 'current' || step === 'waiting')).toHaveLength(1);
      expect(steps).toHaveLength(7);
    }
  });

  it('follow the receipt to the province', () => {
    const last = (delivery: NonNullable<CaseView['receipt']>['delivery']) =>
      caseSteps(aCase({ state: 'HandingOver', receipt: receipt(delivery) })).at(-1);
    expect(last('waiting')).toBe('waiting');
    expect(last('later')).toBe('waiting');
    expect(last('parked')).toBe('failed');
    expect(last('acknowledged')).toBe('done');
  });
});

describe('form gaps', () => {
  it('name what is missing, what is wrong and which materials are open, in the order shown', () => {
    const view = aCase({
      form: {
        id: AN_ID,
        grantId: AN_ID,
        itemSeq: 37,
        fields: [
          aField({ key: 'name', problem: null }),
          aField({ key: 'phone', problem: { code: 'phone', about: '' } }),
          aField({ key: 'income', problem: { code: 'required', about: '' } }),
        ],
        materials: [aMaterial({ key: 'id', settled: true }), aMaterial({ key: 'pledge' })],
        tables: [],
      },
    });
    expect(formGaps(view)).toEqual([
      { kind: 'wrong', key: 'phone' },
      { kind: 'missing', key: 'income' },
      { kind: 'material', key: 'pledge' },
    ]);
  });

  it('are none without a form', () => {
    expect(formGaps(aCase())).toEqual([]);
  });

  it('name a contradiction nobody has decided, and nothing that is not asked for', () => {
    const source = { from: 'holder' as const, element: 'name', at: 1 };
    const conflict = {
      candidates: [
        { value: '甲', source },
        { value: '乙', source },
      ],
      decided: null,
    };
    const view = aCase({
      form: {
        id: AN_ID,
        grantId: AN_ID,
        itemSeq: 37,
        fields: [
          aField({ key: 'name', value: '甲', source, locked: true, conflict }),
          aField({ key: 'agent', hidden: true, conflict }),
        ],
        materials: [aMaterial({ key: 'proxy', hidden: true })],
        tables: [],
      },
    });
    expect(formGaps(view)).toEqual([{ kind: 'conflict', key: 'name' }]);
  });
});
