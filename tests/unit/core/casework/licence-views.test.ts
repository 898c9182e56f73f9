/** What a screen gets of fetched licences: values of the highest level in part, whatever item asked for them (R51). */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue';
import { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import type { Grant, LicenceCopy } from '../../../../main/contract/flow/grant';
import { grantView, numberMask, revealKey } from '../../../../main/core/casework/case/licence-views';
import { createCatalogue } from '../../../../main/core/catalogue/catalogue';
import { licence } from '../form/samples';

const edition = CatalogueEdition.parse(currentEdition);
const catalogue = createCatalogue(edition, { today: () => '2026-11-22', switches: () => [] });
const NUMBER = '37019919530412981X';
const ACCOUNT = '6299004738159960031';

function viewOf(copies: LicenceCopy[], about: { itemSeq?: number; revealed?: string[] } = {}) {
  const grant = {
    holder: { kind: 'person', name: '周明远', code: NUMBER, codeType: '111' },
    actor: null,
    licences: copies,
    gaps: [],
    allowed: [],
  } as unknown as Grant;
  const found = about.itemSeq === undefined ? null : catalogue.definition(about.itemSeq);
  const definition = found?.ok ? found.value : null;
  return grantView(catalogue, grant, { definition, revealed: new Set(about.revealed ?? []) });
}

const socialCard = licence(
  { name: '周明远', bankAccount: ACCOUNT, cardNumber: 'A26093961', bankName: '样例银行' },
  { licenceId: 'L-16', typeSeq: 16, number: 'A26093961' },
);

describe('a fetched licence on a screen', () => {
  it('shows an account by its last four, though no field of the item says how sensitive it is', () => {
    const view = viewOf([socialCard]);
    expect(view.licences[0]?.elements).toMatchObject({
      bankAccount: '***************0031',
      bankName: '样例银行',
    });
    expect(view.maskedElements).toEqual(['16.bankAccount', '16.cardNumber']);
    expect(JSON.stringify(view)).not.toContain(ACCOUNT);
  });

  it('shows its own number in part where that is an element of the highest level', () => {
    expect(viewOf([socialCard]).licences[0]?.number).toBe('*****3961');
    expect(viewOf([socialCard], { revealed: [revealKey(16, 'cardNumber')] }).licences[0]?.number).toBe(
      'A26093961',
    );
  });

  it('shows no number whole that holds the holder’s own', () => {
    const disability = licence({}, { licenceId: 'L-31', typeSeq: 31, number: `${NUMBER}43` });
    const operator = licence({}, { licenceId: 'L-27', typeSeq: 27, number: `T${NUMBER}` });
    expect(JSON.stringify(viewOf([disability, operator]))).not.toContain(NUMBER);
  });

  it('shows the number of every type by the level of the element that repeats it, and print no more than the screen', () => {
    const number = '2019-003321-77';
    const copies = edition.licences.map(({ seq }) =>
      licence({}, { licenceId: `L-${seq}`, typeSeq: seq, number }),
    );
    const inPrint = numberMask(
      catalogue,
      { holder: { kind: 'person', name: '周明远', code: NUMBER, codeType: '111' } },
      { definition: null, revealed: new Set() },
    );
    const screen = viewOf(copies).licences;
    expect(screen.map((copy) => copy.number)).toEqual(copies.map(inPrint));
    const levels = new Map(
      edition.licences.map(({ seq, elements, numberElement }) => [
        seq,
        elements.find(({ key }) => key === numberElement)?.level ?? 3,
      ]),
    );
    const isWhole = (seq: number) => screen.find(({ typeSeq }) => typeSeq === seq)?.number === number;
    for (const [seq, level] of levels) expect(isWhole(seq), String(seq)).toBe(level < 3);
    expect([...new Set(levels.values())].sort()).toEqual([1, 3, 4]);
    // What is shown whole at the window is shown there only.
    const revealed = [revealKey(16, 'cardNumber')];
    expect(viewOf(copies, { revealed }).licences.find(({ typeSeq }) => typeSeq === 16)?.number).toBe(number);
  });

  it('masks every element of the highest level of every type, for every defined item', () => {
    const secret = (seq: number, key: string) => `secret-${seq}-${key}`;
    const copies = edition.licences.map(({ seq, elements }) =>
      licence(Object.fromEntries(elements.map(({ key }) => [key, secret(seq, key)])), {
        licenceId: `L-${seq}`,
        typeSeq: seq,
      }),
    );
    const highest = edition.licences.flatMap(({ seq, elements }) =>
      elements.filter(({ level }) => level === 4).map(({ key }) => secret(seq, key)),
    );
    expect(highest.length).toBeGreaterThan(20);
    for (const { seq } of edition.definitions) {
      const shown = JSON.stringify(viewOf(copies, { itemSeq: seq }));
      expect(highest.filter((value) => shown.includes(`"${value}"`))).toEqual([]);
    }
  });

  it('agrees with the fields: an element that fills one of the highest level has that level itself', () => {
    const levels = new Map<string, number>(
      edition.licences.flatMap(({ seq, elements }) =>
        elements.map(({ key, level }) => [`${seq}.${key}`, level] as const),
      ),
    );
    const lower = edition.definitions.flatMap(({ fields, tables }) =>
      [...fields, ...tables.flatMap(({ columns }) => columns)]
        .filter(({ classification }) => classification === 4)
        .flatMap(({ origins }) => origins)
        .flatMap((origin) => (origin.from === 'licence' ? [`${origin.typeSeq}.${origin.element}`] : []))
        .filter((key) => levels.get(key) !== 4),
    );
    expect(lower).toEqual([]);
  });
});
