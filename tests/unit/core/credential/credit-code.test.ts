import { expect, it } from 'vitest';
import { creditCodeIn } from '../../../../main/core/credential';

const FIRST = '91370199MAXCCMYA19';
const SECOND = '91350100M000100Y43';

it.each([
  ['typed by hand', FIRST, FIRST],
  ['in the text of an electronic licence', `name=x&uniscid=${FIRST};t=1`, FIRST],
  ['said twice', `${FIRST} ${FIRST}`, FIRST],
  ['with a wrong check character', `${FIRST.slice(0, 17)}8`, null],
  ['beside another enterprise’s', `${FIRST},${SECOND}`, null],
  ['inside a longer word', `X${FIRST}`, null],
  ['in small letters', FIRST.toLowerCase(), null],
  ['in an opaque code', 'LB1.q83vEjRWeJCrze8SNFZ4kA', null],
])('a credit code %s', (_what, payload, found) => {
  expect(creditCodeIn({ payload })).toBe(found);
});
