/** Defects planted on purpose, to prove that the simulation finds such a thing; the shipped code knows none of them. */
import { fail } from '../../../main/contract/failures/failure';
import type { ProvinceClient } from '../../../main/core/province';

export interface Defect {
  readonly name: string;
  /** The statement as the defective code would have written it. */
  readonly sql: (statement: string) => string;
  readonly client: (sound: ProvinceClient) => ProvinceClient;
  /** Receipt and parcel written in one transaction, as they have to be. */
  readonly sealsAtOnce: boolean;
  /** The province keeps a unique index on the receipt id. */
  readonly idempotentProvince: boolean;
}

export const SOUND: Defect = {
  name: 'none',
  sql: (statement) => statement,
  client: (sound) => sound,
  sealsAtOnce: true,
  idempotentProvince: true,
};

const LEASE_ENDS = /OR \(state = 'leased' AND \(leased_until <= \? OR leased_until > \?\)\)/;

function without(pattern: RegExp, instead: string): (statement: string) => string {
  return (statement) => statement.replace(pattern, instead);
}

export const DEFECTS: readonly Defect[] = [
  {
    ...SOUND,
    name: 'acknowledges before the answer',
    client: (sound) => ({
      ...sound,
      async deliverParcel(queued, pdf) {
        void sound.deliverParcel(queued, pdf);
        return {
          ok: true,
          value: { receiptId: '', provinceRef: 'PX-presumed', receivedAt: 0, duplicate: false },
        };
      },
    }),
  },
  {
    ...SOUND,
    name: 'a lease never ends but at a start',
    sql: without(LEASE_ENDS, `OR (state = 'leased' AND (leased_until <= ? OR leased_until > ?) AND 0)`),
  },
  {
    ...SOUND,
    name: 'a lease ends by the clock only, which may have been set back by days',
    sql: (statement) =>
      statement
        .replace(LEASE_ENDS, `OR (state = 'leased' AND (leased_until <= ? OR leased_until > ? + 1e15))`)
        .replace(
          /^UPDATE parcel SET state = 'waiting', leased_until = NULL WHERE state = 'leased'$/,
          '$& AND 0',
        ),
  },
  {
    ...SOUND,
    name: 'a pause is kept although the clock was set back by days',
    sql: without(/due_at <= \? OR due_at > \?/, 'due_at <= ? OR due_at > ? + 1e15'),
  },
  {
    ...SOUND,
    name: 'the newest of a lane goes first',
    sql: without(/min\(seq\)/g, 'max(seq)'),
  },
  {
    ...SOUND,
    name: 'one parcel that always fails blocks its lane',
    sql: without(/^UPDATE parcel SET lane = .*$/, '$& AND 0'),
  },
  {
    ...SOUND,
    name: 'parks what is only busy',
    client: (sound) => ({
      ...sound,
      async deliverParcel(queued, pdf) {
        const answer = await sound.deliverParcel(queued, pdf);
        return !answer.ok && answer.failure.code === 'PROVINCE_BUSY' ? fail('PROVINCE_REFUSED') : answer;
      },
    }),
  },
  {
    ...SOUND,
    name: 'deletes the bytes of what it should set aside',
    sql: without(
      /^(UPDATE parcel SET state = 'parked'), (leased_until = NULL, last_code = \? WHERE seq = .*)$/,
      '$1, has_body = 0, $2',
    ),
  },
  {
    ...SOUND,
    name: 'keeps what it took ahead when the one in front was not delivered',
    sql: without(
      /^UPDATE parcel SET state = 'waiting', leased_until = NULL, attempts = [\s\S]*$/,
      '$& AND 0',
    ),
  },
  {
    ...SOUND,
    name: 'puts the file of another receipt into a parcel',
    sql: without(/^(SELECT pdf FROM \w+ WHERE) .*$/, '$1 ? IS NOT NULL'),
  },
  { ...SOUND, name: 'writes receipt and parcel one after the other', sealsAtOnce: false },
  { ...SOUND, name: 'the province does not know what it has', idempotentProvince: false },
];
