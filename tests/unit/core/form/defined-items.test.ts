/** Every item the shipped catalogue defines, filled from the invented people and enterprises of the training world. */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue';
import {
  type Enterprise,
  enterprises,
  type HeldLicence,
  type Person,
  people,
} from '../../../../fixtures/people';
import {
  CatalogueEdition,
  type FieldDefinition,
  type ItemDefinition,
} from '../../../../main/contract/catalogue/types';
import type { CardCredential } from '../../../../main/contract/flow/credential';
import type { Form } from '../../../../main/contract/flow/form';
import type { Grant } from '../../../../main/contract/flow/grant';
import { savingsOf } from '../../../../main/core/form';
import { card, fill, grant, licence, READ_AT, shownCode } from './samples';

const { definitions } = CatalogueEdition.parse(currentEdition);
const TODAY = '2026-11-22';

const inForce = (held: HeldLicence) =>
  !held.revoked && !held.withheld && (held.validTo === null || held.validTo >= TODAY);

function grantFor(holder: Grant['holder'], held: HeldLicence[]): Grant {
  const licences = held.filter(inForce).map(({ licenceId, typeSeq, name, issuer, elements }) => {
    return licence(elements, { licenceId, typeSeq, name, issuer });
  });
  return { ...grant(...licences), holder };
}

function cardOf(person: Person): CardCredential | null {
  if (!person.card) return null;
  const { document, name, sex, nation, birthDay, address, number } = person.card;
  return card({ document, name, sex, nation, birthDay, address, number, readAt: READ_AT });
}

interface Showing {
  who: string;
  definition: ItemDefinition;
  grant: Grant;
  credential: CardCredential | null;
  form: Form;
}

function showings(definition: ItemDefinition): Showing[] {
  const show = (who: string, from: Grant, credential: CardCredential | null): Showing => {
    const form = fill(definition, { grant: from, credential: credential ?? shownCode() });
    return { who, definition, grant: from, credential, form };
  };
  if (definition.audience === 'enterprise') {
    return enterprises.map((each: Enterprise) => {
      const holder = { kind: 'enterprise', name: each.name, code: each.uscc, codeType: '001' } as const;
      return show(each.id, grantFor(holder, each.licences), null);
    });
  }
  return people.map((each: Person) => {
    const holder = { kind: 'person', name: each.name, code: each.number, codeType: '111' } as const;
    return show(each.id, grantFor(holder, each.licences), cardOf(each));
  });
}

/** What the first origin that has anything says, as it stands on the licence, the card or the holder's record. */
function firstWord(field: FieldDefinition, { grant: from, credential }: Showing): string | undefined {
  for (const origin of field.origins) {
    let word: string | undefined;
    if (origin.from === 'licence') {
      word = from.licences.find((copy) => copy.typeSeq === origin.typeSeq)?.elements[origin.element];
    } else if (origin.from === 'id-card') word = credential?.[origin.element];
    else if (origin.element === 'nameAndCode') word = `${from.holder.name} ${from.holder.code}`;
    else word = from.holder[origin.element];
    if (word) return word;
  }
  return undefined;
}

/** Problems of a value by itself; those between two fields are the people's own (p08, p16, e06). */
const OWN_PROBLEMS = [
  'too-long',
  'date-format',
  'id-number',
  'uscc',
  'phone',
  'number',
  'option',
  'region',
  'reference',
];

describe.each(definitions.map((definition) => [definition.seq, definition] as const))(
  'item %i',
  (_seq, definition) => {
    const all = showings(definition);

    it('fills every field that anything on record speaks for, unchanged, and locks it', () => {
      let filled = 0;
      for (const showing of all) {
        for (const [at, each] of definition.fields.entries()) {
          const word = firstWord(each, showing);
          const field = showing.form.fields[at];
          const label = `${showing.who} ${each.key}`;
          if (word === undefined) {
            const source = each.preset === '' ? null : { from: 'preset' };
            expect(field, label).toMatchObject({ value: each.preset, source, locked: false });
            continue;
          }
          filled += 1;
          const option = each.options.find((one) => one.label === word);
          expect(field, label).toMatchObject({
            value: option?.value ?? word,
            locked: true,
          });
          expect(field?.source, label).not.toBeNull();
        }
      }
      expect(filled).toBeGreaterThan(all.length);
    });

    it('locks no value that its own field refuses', () => {
      const stuck = all.flatMap(({ who, form }) =>
        form.fields
          .filter((each) => each.locked && OWN_PROBLEMS.includes(each.problem?.code ?? ''))
          .map((each) => `${who} ${each.key}`),
      );
      expect(stuck).toEqual([]);
    });

    it('settles every shared proof whose licence is in force, and no other', () => {
      for (const { who, form, grant: from } of all) {
        for (const [at, each] of definition.materials.entries()) {
          if (each.settlement !== 'sharing') continue;
          const there = from.licences.find((copy) => copy.typeSeq === each.typeSeq);
          expect(form.materials[at], `${who} ${each.key}`).toMatchObject(
            there
              ? { settlement: 'sharing', settled: true, licenceId: there.licenceId }
              : {
                  settlement: each.fallback,
                  settled: each.fallback === 'cancelled',
                  licenceId: null,
                },
          );
        }
      }
    });

    it('names each proof with its basis and never drops one', () => {
      for (const { form } of all) {
        expect(form.materials.map((each) => [each.key, each.basis])).toEqual(
          definition.materials.map((each) => [each.key, each.basis]),
        );
      }
    });
  },
);

describe('people of the training world', () => {
  const formOf = (seq: number, who: string): Form => {
    const definition = definitions.find((each) => each.seq === seq);
    const found = definition && showings(definition).find((each) => each.who === who);
    if (!found) throw new Error(`no showing of ${who} for ${seq}`);
    return found.form;
  };
  const values = (form: Form) => Object.fromEntries(form.fields.map((each) => [each.key, each.value]));
  const problems = (form: Form) =>
    form.fields
      .filter((each) => each.problem && each.problem.code !== 'required')
      .map((each) => [each.key, each.problem?.code]);

  it('leaves a person with all licences nothing to write on the subsidy form', () => {
    const form = formOf(37, 'p01');
    expect(values(form)).toMatchObject({
      name: '周明远',
      sex: '1',
      nation: '01',
      birthDay: '1953-04-12',
      idNumber: '37019919530412981X',
      registeredAddress: '山东省济南市样例区示例路44号11号楼203室',
      socialSecurityNumber: '37019919530412981X',
    });
    const open = form.fields.filter((each) => each.problem !== null).map((each) => each.key);
    expect(open).toEqual([]);
    expect(savingsOf(form).fieldsFilled).toBe(13);
  });

  it('shows the conflict of a social security card with another number', () => {
    expect(problems(formOf(37, 'p08'))).toEqual([['socialSecurityNumber', 'mismatch']]);
  });

  it('shows the conflict of a deed in another name', () => {
    expect(problems(formOf(216, 'p16'))).toEqual([['ownerName', 'mismatch']]);
  });

  it('shows the conflict of a safety licence with another code', () => {
    expect(problems(formOf(231, 'e06'))).toEqual([['safetyLicenceUscc', 'mismatch']]);
  });

  it('fills from the card what a person who withholds every licence lets it', () => {
    const form = formOf(37, 'p17');
    const sources = new Set(form.fields.flatMap((each) => (each.locked ? [each.source?.from] : [])));
    expect(sources).toEqual(new Set(['id-card']));
    expect(form.materials.filter((each) => each.settlement === 'sharing')).toEqual([]);
  });

  it('keeps a name of thirty characters whole', () => {
    expect([...(values(formOf(37, 'p11')).name ?? '')]).toHaveLength(30);
  });
});
