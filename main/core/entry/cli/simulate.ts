import { startSimulator } from '../../../../fixtures/devices';
import type { ModelName, PluggedHid } from '../../../../fixtures/devices/hid';
import type { Person } from '../../../../fixtures/people';
import { failure } from '../../../contract/failures/failure';
import type { Values } from './commands';
import { hidBusOf, hidPort } from './hid-bus';
import { DONE, failed, type Outcome, print } from './output';
import { guarded, oneOf, required, textOf, wholeNumber } from './values';

const DRIVERS = ['id-card', 'qr-serial', 'id-card-hid', 'qr-hid'] as const;
const SCANNERS = ['honeywell', 'newland', 'zebra'] as const satisfies readonly ModelName[];

/** What a serial scanner puts around a code. */
const ENDINGS = {
  cr: ['', '\r'],
  lf: ['', '\n'],
  crlf: ['', '\r\n'],
  'stx-etx': ['\u0002', '\u0003'],
  none: ['', ''],
} as const;

const TRY_AGAIN_MS = 50;
/** From the opening of the node until the program listens to it. */
const SETTLE_MS = 200;

type Card = NonNullable<Person['card']>;

/** A pretend device for training and for trying the line without hardware; ends with Ctrl+C. */
export function devicesSimulate(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const driver = oneOf(values, 'driver', DRIVERS);
    const delayMs = wholeNumber(values, 'delay', { min: 0, max: 3600, otherwise: 0 }) * 1000;
    const readsCards = driver === 'id-card' || driver === 'id-card-hid';
    const card = readsCards ? await cardOf(values) : null;
    if (readsCards && !card) {
      return failed(failure('USAGE_WRONG', { option: '--person', list: 'devices people' }));
    }
    const code = readsCards ? '' : required(values, 'text');
    return driver === 'id-card' || driver === 'qr-serial'
      ? onLine(driver, values, delayMs, card, code)
      : onBus(driver, values, delayMs, card, code);
  });
}

/** Who may lay a card on a pretend reader: a line for each. */
export async function devicesPeople(): Promise<Outcome> {
  for (const { id, card, note } of await trainingPeople()) {
    if (card) print({ id, document: card.document, note });
  }
  return DONE;
}

/** A megabyte of invented people, which no other command needs. */
async function trainingPeople(): Promise<Person[]> {
  return (await import('../../../../fixtures/people')).people;
}

async function cardOf(values: Values): Promise<Card | null> {
  const id = textOf(values, 'person');
  return (await trainingPeople()).find((candidate) => candidate.id === id)?.card ?? null;
}

async function onLine(
  driver: 'id-card' | 'qr-serial',
  values: Values,
  delayMs: number,
  card: Card | null,
  code: string,
): Promise<Outcome> {
  const link = required(values, 'link');
  const ending = textOf(values, 'ending') === undefined ? 'cr' : oneOf(values, 'ending', endingNames());
  const simulator = await startSimulator({ driver, link });
  print({ ready: true, link });
  const stopped = untilSignal();
  const act = setTimeout(() => {
    const [start, end] = ENDINGS[ending];
    if (card) simulator.lay(card);
    else simulator.show(`${start}${code}`, end);
  }, delayMs);
  await Promise.race([stopped, simulator.ended]);
  clearTimeout(act);
  await simulator.stop();
  return DONE;
}

async function onBus(
  driver: 'id-card-hid' | 'qr-hid',
  values: Values,
  delayMs: number,
  card: Card | null,
  code: string,
): Promise<Outcome> {
  const wanted = textOf(values, 'model') === undefined ? 'honeywell' : oneOf(values, 'model', SCANNERS);
  const bus = hidBusOf(values);
  const device = await bus.plug(driver === 'qr-hid' ? wanted : 'card-reader');
  print({ ready: true, port: hidPort(device.vendorId, device.productId), env: bus.env });
  const stopped = untilSignal();
  if (card) device.lay(card);
  else void showOnceOpen(device, code, delayMs, stopped);
  await stopped;
  await bus.end();
  return DONE;
}

/** A scanner drops what it reads while nobody listens: a pretend one waits for somebody to. */
async function showOnceOpen(
  device: PluggedHid,
  code: string,
  delayMs: number,
  stopped: Promise<void>,
): Promise<void> {
  let over = false;
  void stopped.then(() => {
    over = true;
  });
  while (!over && device.openBy() === 0) await pause(TRY_AGAIN_MS);
  await pause(SETTLE_MS + delayMs);
  while (!over && !(await device.show(code))) await pause(TRY_AGAIN_MS);
}

function endingNames(): (keyof typeof ENDINGS)[] {
  return Object.keys(ENDINGS) as (keyof typeof ENDINGS)[];
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
}
