import type { CaseView, Snapshot } from '../../../main/contract/calls';
import type { FormField, FormMaterial } from '../../../main/contract/flow/form';

export const AN_ID = '00000000-0000-4000-8000-000000000001';

export function aSnapshot(over: Partial<Snapshot> = {}): Snapshot {
  return {
    station: {
      version: '0.1.0',
      training: true,
      hallName: '样例政务服务中心',
      windowNo: 'A01',
      store: 'open',
      storeFailure: null,
      vault: 'passphrase',
      seal: { state: 'ready', subject: 'CN=样例专用章', notAfter: null },
    },
    clerk: { account: 'T001', name: '王', role: 'clerk', offline: false },
    devices: [],
    province: {
      state: 'unknown',
      latencyMs: null,
      checkedAt: null,
      failure: null,
      circuit: { state: 'closed', until: null },
      credential: null,
      clockOffMs: null,
    },
    outbox: { waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 0 },
    case: null,
    photo: { decoder: false, card: null },
    errands: { open: 0, overdue: 0, failed: 0, waiting: 0, ready: 0 },
    callBacks: { toCheck: 0, forClerk: 0 },
    commonItems: [],
    ...over,
  };
}

export function aCase(over: Partial<CaseView> = {}): CaseView {
  return {
    id: AN_ID,
    state: 'Identifying',
    openedAt: 0,
    item: null,
    credential: null,
    acting: null,
    consent: null,
    wanted: [],
    provisional: null,
    errands: [],
    pledges: {},
    routing: [],
    backfills: [],
    issuable: [],
    formSigned: null,
    grant: null,
    form: null,
    savings: null,
    receipt: null,
    waiting: null,
    failure: null,
    ...over,
  };
}

export function aField(over: Partial<FormField> = {}): FormField {
  return {
    key: 'phone',
    label: '联系电话',
    group: '申请人信息',
    type: 'phone',
    required: true,
    options: [],
    value: '',
    source: null,
    locked: false,
    problem: null,
    hidden: false,
    classification: 3,
    masked: false,
    conflict: null,
    deviation: null,
    ...over,
  };
}

export function aMaterial(over: Partial<FormMaterial> = {}): FormMaterial {
  return {
    key: 'income',
    name: '家庭经济状况证明',
    settlement: 'pledge',
    licenceId: null,
    licenceName: '',
    basis: '依据',
    settled: false,
    pledgeText: '承诺',
    pledge: null,
    paperReason: '',
    hidden: false,
    attachable: false,
    attachments: [],
    ...over,
  };
}
