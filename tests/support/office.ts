/** The real core without a process of its own: real store on disk, real HTTP province, real sealing. No devices. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import edition from '../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import { encodeCardText, type PretendCard } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import type { CaseView, EventName, SecondPersonAct } from '../../main/contract/calls';
import { type Failure, FailureError, type Result } from '../../main/contract/failures/failure';
import type { Frame } from '../../main/contract/flow/frame';
import type { Clock } from '../../main/contract/ports/clock';
import { fileLog, systemClock, systemIds } from '../../main/core/base';
import { createOffice, type Office, watchStore } from '../../main/core/casework';
import { loadCatalogue } from '../../main/core/catalogue';
import { enrolStation, readEnrolmentPapers } from '../../main/core/entry/enrolment';
import {
  createLink,
  createProvinceClient,
  loadCredential,
  type ProvinceLink,
} from '../../main/core/province';
import { type OpenStore, openStore } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { startBackup } from './backup-thread';

const fontPath = join(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  '..',
  '400Regular',
  'NotoSansSC_400Regular.ttf',
);

/** As the Debian package lays it; the build copies it into the product. */
const RARE_FONT = '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf';

/** What most tests' hall has decided: corrections and paper are taken by one clerk alone. */
const SECOND_PERSON_FOR: readonly SecondPersonAct[] = ['export', 'manual-identity'];

export interface TestOffice {
  /** The profile's folder. */
  dir: string;
  office: Office;
  /** Names of the events so far, in order. */
  events: EventName[];
  view(): CaseView;
  /** Resolves when the case is as asked for; the vitest time limit is the only clock. */
  until(test: (view: CaseView | null) => boolean): Promise<CaseView | null>;
  layCard(personId: string): void;
  scan(text: string): void;
  /** As a scanner in keyboard mode, or what passes for one, types it. */
  wedge(text: string): Result<null>;
  /** As somebody types it in the place for codes. */
  type(text: string): Result<null>;
  link: ProvinceLink;
  /** As `hall province enrol` does; `papers`: code and root as the province hands them over. */
  enrol(papers: string): Promise<Result<{ clientId: string }>>;
  close(): Promise<void>;
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}

function failing(store: OpenStore, beforeWrite: (() => void) | undefined): OpenStore {
  if (!beforeWrite) return store;
  return {
    ...store,
    transaction(work) {
      beforeWrite();
      return store.transaction(work);
    },
  };
}

export function failureOf(result: Result<unknown>): Failure | null {
  return result.ok ? null : result.failure;
}

/** `key`: kept by the test to open the same profile again. Signed in unless `signedIn` is false. */
export async function openTestOffice(options: {
  dir: string;
  key: Uint8Array;
  provinceUrl: string;
  clock?: Clock;
  signedIn?: boolean;
  /** The core before this one died while somebody was at work. */
  resumes?: boolean;
  place?: { hallName: string; windowNo: string };
  onStoreTrouble?: (failure: Failure | null) => void;
  /** Before each transaction; what it throws, the store throws. */
  beforeWrite?: () => void;
  /** Acts that this hall asks a second person for; default: SECOND_PERSON_FOR. */
  secondPersonFor?: readonly SecondPersonAct[];
  /** GB/T 2260 code of the hall's region; default: 济南市历下区. */
  region?: string;
  /** The catalogue; default: the shipped edition. */
  edition?: unknown;
  /** When to close: at the end of the running test, unless several tests share the office. */
  atEnd?: (close: () => Promise<void>) => void;
}): Promise<TestOffice> {
  const clock = options.clock ?? systemClock;
  const log = fileLog(join(options.dir, 'core.log'));
  const store = must(
    openStore({ driver: databaseDriver, dir: options.dir, key: options.key, clock, log, startBackup }),
  );
  const link = createLink({
    baseUrl: () => options.provinceUrl,
    clock,
    ids: systemIds,
    credential: loadCredential(store.read),
  });
  const events: EventName[] = [];
  const watchers = new Set<() => void>();
  const onTrouble = options.onStoreTrouble ?? (() => undefined);
  const watched = watchStore(failing(store, options.beforeWrite), { clock, onTrouble });
  const office = createOffice(
    {
      store: watched,
      clock,
      ids: systemIds,
      log,
      catalogue: must(loadCatalogue(options.edition ?? edition)),
      province: createProvinceClient(link.transport, clock),
      link,
      place: () => options.place ?? { hallName: '样例市政务服务中心', windowNo: 'A08' },
      queue: () => ({ hallCode: '370102', group: 'A' }),
      region: () => options.region ?? '370102',
      policy: () => ({ idleLockMs: 300_000, secondPersonFor: options.secondPersonFor ?? SECOND_PERSON_FOR }),
      training: false,
      font: () => new Uint8Array(readFileSync(fontPath)),
      rareFont: () => (existsSync(RARE_FONT) ? new Uint8Array(readFileSync(RARE_FONT)) : null),
      emit: (name) => {
        events.push(name);
        for (const watch of watchers) watch();
      },
    },
    { onClerk: () => undefined, onSeal: () => undefined },
  );
  office.start({ resumes: options.resumes ?? false });
  if (options.signedIn !== false)
    office.session.resume({ account: 'test-01', name: '测试员', role: 'clerk', offline: false });

  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await office.stop();
    await link.close();
    watched.rest();
    store.close();
  };
  (options.atEnd ?? onTestFinished)(close);

  const frame = (content: Frame['content'], deviceId = 'test'): Frame => ({
    id: systemIds.next(),
    deviceId,
    receivedAt: clock.now(),
    content,
  });
  const codeFrame = (text: string, deviceId?: string) =>
    frame({ kind: 'code', bytes: new TextEncoder().encode(text), aim: '' }, deviceId);
  return {
    office,
    dir: options.dir,
    events,
    link,
    async enrol(papers) {
      const read = readEnrolmentPapers(papers);
      if (!read.ok) return read;
      const { provinceUrl: baseUrl } = options;
      const order = { ...read.value, baseUrl, hallName: '样例市政务服务中心', windowNo: 'A08' };
      return enrolStation({ store, link, clock, actor: 'test' }, order);
    },
    view() {
      const view = office.cases.view();
      if (!view) throw new Error('no case is open');
      return view;
    },
    until: (test) =>
      new Promise((resolve) => {
        const look = () => {
          const view = office.cases.view();
          if (!test(view)) return;
          watchers.delete(look);
          resolve(view);
        };
        watchers.add(look);
        look();
      }),
    layCard(personId) {
      const card = people.find((person) => person.id === personId)?.card;
      if (!card) throw new Error(`${personId} has no card`);
      office.takeFrame(frame({ kind: 'id-card-base', text: encodeCardText(card as PretendCard) }));
    },
    scan: (text) => office.takeFrame(codeFrame(text)),
    wedge: (text) => office.takeWedgeCode(codeFrame(text, 'wedge')),
    type: (text) => office.takeTypedCode(codeFrame(text, 'typed')),
    close,
  };
}

/** Types something acceptable into whatever is still open, as a clerk would; pledges and takes paper where asked. */
export function completeForm(office: Office): void {
  const answers: Record<string, string> = {
    phone: '13800000000',
    number: '12',
    date: '2026-10-08',
    text: '见申请书',
  };
  for (const field of office.cases.view()?.form?.fields ?? []) {
    if (field.problem === null) continue;
    must(office.cases.editField(field.key, field.options[0]?.value ?? answers[field.type] ?? '见申请书'));
  }
  for (const material of office.cases.view()?.form?.materials ?? []) {
    if (material.settled) continue;
    if (material.settlement === 'pledge') must(office.cases.pledge(material.key, true));
    else must(office.cases.acceptPaper(material.key, '申请人当场提交'));
  }
}

/** A whole case of the subsidy for old people at `hall`, from chosen item to the province's word; still open. The receipt's number and id. */
export async function sealedAndDelivered(hall: TestOffice): Promise<{ id: string; number: string }> {
  must(hall.office.cases.chooseItem(37));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  must(await hall.office.cases.submit());
  await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
  const { id = '', number = '' } = hall.view().receipt ?? {};
  return { id, number };
}
