/** One input and one answer for every call of the schema; the compiler asks for each. */
import type { z } from 'zod';
import type {
  CallDefinition,
  CallHost,
  CallName,
  Calls,
  CaseView,
  Handlers,
  ItemView,
  Snapshot,
} from '../../../../main/contract/calls';
import { ok } from '../../../../main/contract/failures/failure';

type DefinitionOf<Name extends CallName> = Name extends `${infer Group}.${infer Call}`
  ? Group extends keyof Calls
    ? Call extends keyof Calls[Group]
      ? Calls[Group][Call]
      : never
    : never
  : never;
type Part<Definition, Key extends 'input' | 'output'> = Definition extends CallDefinition
  ? z.infer<Definition[Key]>
  : never;

export const ID = '0b0c4b5e-8f2f-4f55-9f0a-6c1f3f3d2a10';

const item: ItemView = {
  seq: 37,
  department: '民政厅',
  name: '经济困难老年人补贴',
  defined: true,
  audience: 'person',
  legalBasis: '依据',
  handlingDays: 15,
  materialCount: 5,
  fieldCount: 19,
  generic: false,
  trial: false,
  parts: [],
};
const openCase: CaseView = {
  id: ID,
  state: 'Identifying',
  openedAt: 1,
  item,
  credential: null,
  grant: null,
  form: null,
  savings: null,
  receipt: null,
  waiting: null,
  failure: null,
};
const outbox = { waiting: 1, leased: 0, later: 0, parked: 0, acknowledged: 2 };
const clerk = { account: '370102-01', name: '窗口培训员', role: 'clerk', offline: false } as const;
const settings = {
  hallName: '样例大厅',
  windowNo: 'A08',
  provinceUrl: 'http://127.0.0.1:1',
  idCardPort: '',
  qrPort: '',
};
const snapshot: Snapshot = {
  station: {
    version: '0.1.0',
    training: true,
    hallName: '样例大厅',
    windowNo: 'A08',
    store: 'open',
    storeFailure: null,
    vault: 'os',
    seal: { state: 'ready', subject: 'CN=样例大厅', notAfter: 5 },
  },
  clerk,
  devices: [],
  province: {
    state: 'reachable',
    latencyMs: 4,
    checkedAt: 5,
    failure: null,
    circuit: { state: 'closed', until: null },
    credential: null,
    clockOffMs: null,
  },
  outbox,
  case: openCase,
  photo: { decoder: false, card: null },
  commonItems: [item],
};

export const INPUTS: { [Name in CallName]: Part<DefinitionOf<Name>, 'input'> } = {
  'station.snapshot': null,
  'station.unlock': { passphrase: 'words nobody knows' },
  'clerk.signIn': { account: '370102-01', secret: 'words nobody knows' },
  'clerk.signOut': null,
  'item.search': { text: '补贴', limit: 10 },
  'case.chooseItem': { seq: 37 },
  'case.enterCode': { text: 'LT1.opaque' },
  'case.authorise': null,
  'case.fillForm': null,
  'case.editField': { key: 'phone', value: '' },
  'case.revealField': { key: 'account' },
  'case.decideConflict': { key: 'address', choose: 1, how: 'chosen', reason: '以户口簿为准' },
  'case.addRow': { table: 'children' },
  'case.removeRow': { table: 'children', row: 2 },
  'case.attach': { material: 'photo', name: '照片.jpg', base64: '/9j/4AAQ' },
  'case.detach': { material: 'photo', id: ID },
  'case.pledge': { key: 'income', agreed: true },
  'case.acceptPaper': { key: 'deed', reason: '系统无数据' },
  'case.back': null,
  'case.submit': null,
  'case.close': null,
  'case.abandon': { reason: '群众改日再来' },
  'receipt.list': { limit: 20 },
  'receipt.pdf': { id: ID },
  'receipt.verify': { id: ID },
  'outbox.list': { limit: 20 },
  'outbox.unpark': { id: ID },
  'outbox.drain': null,
  'device.reopen': { id: 'id-card' },
  'device.trigger': { id: 'qr' },
  'device.scannerSetups': null,
  'device.examine': null,
  'device.wedgeCode': { text: 'LT1.abc' },
  'device.cameraCode': { text: 'LT1.abc' },
  'settings.read': null,
  'settings.save': settings,
  'audit.list': { limit: 20 },
  'audit.verify': null,
  'window.restartCore': null,
  'window.quit': null,
  'window.runtime': null,
  'training.people': null,
  'training.account': null,
  'training.layCard': { personId: 'p01' },
  'training.liftCard': null,
  'training.showCode': { holderId: 'p01' },
};

export const OUTPUTS: { [Name in CallName]: Part<DefinitionOf<Name>, 'output'> } = {
  'station.snapshot': snapshot,
  'station.unlock': null,
  'clerk.signIn': clerk,
  'clerk.signOut': null,
  'item.search': [item],
  'case.chooseItem': openCase,
  'case.enterCode': openCase,
  'case.authorise': openCase,
  'case.fillForm': openCase,
  'case.editField': openCase,
  'case.revealField': openCase,
  'case.decideConflict': openCase,
  'case.addRow': openCase,
  'case.removeRow': openCase,
  'case.attach': openCase,
  'case.detach': openCase,
  'case.pledge': openCase,
  'case.acceptPaper': openCase,
  'case.back': openCase,
  'case.submit': openCase,
  'case.close': null,
  'case.abandon': null,
  'receipt.list': [],
  'receipt.pdf': { pdf: 'JVBERi0=' },
  'receipt.verify': { verdict: 'passed', checks: [{ check: 'signature', verdict: 'passed', code: '' }] },
  'outbox.list': [],
  'outbox.unpark': null,
  'outbox.drain': outbox,
  'device.reopen': null,
  'device.trigger': null,
  'device.scannerSetups': [{ maker: '', steps: ['看说明书'], certain: false, plugged: null }],
  'device.examine': {
    verdict: 'fine',
    findings: [{ device: '扫码器', verdict: 'fine', lines: ['一切正常'] }],
  },
  'device.wedgeCode': null,
  'device.cameraCode': null,
  'settings.read': settings,
  'settings.save': settings,
  'audit.list': [{ seq: 1, at: 2, actor: '370102-01', action: 'sign-in', caseId: '', facts: { ok: true } }],
  'audit.verify': { intact: true, lines: 3, brokenAt: null },
  'window.restartCore': null,
  'window.quit': null,
  'window.runtime': { electron: '', chrome: '', coreHost: 'fork' },
  'training.people': [],
  'training.account': { account: '370102-01', secret: 'x' },
  'training.layCard': null,
  'training.liftCard': null,
  'training.showCode': null,
};

/** Handlers for every call of every host that answer from OUTPUTS and tell `heard` what reached them. */
export function handlersThat(heard: (name: string, input: unknown) => void): Handlers<CallHost> {
  const groups: Record<string, Record<string, (input: unknown) => unknown>> = {};
  for (const [name, output] of Object.entries(OUTPUTS)) {
    const [group = '', call = ''] = name.split('.');
    groups[group] = {
      ...groups[group],
      [call]: (input) => {
        heard(name, input);
        return ok(output);
      },
    };
  }
  return groups as unknown as Handlers<CallHost>;
}
