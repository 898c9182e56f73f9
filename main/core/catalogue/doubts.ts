import type { CatalogueEdition } from '../../contract/catalogue/types';

export interface EditionFinding {
  kind: string;
  /** `item 448 material lease`: numbers, codes and keys of the catalogue. */
  at: string;
  /** What people call it. */
  name: string;
}

/** R21: the list is published at least so often a year. */
export const EDITIONS_A_YEAR = 2;

/** How many editions came out in a year (`2026`), by what the editions themselves say. */
export function publishedIn(year: string, editions: readonly Pick<CatalogueEdition, 'published'>[]): number {
  const published = editions.flatMap((each) => each.published).filter(({ day }) => day.startsWith(year));
  return new Set(published.map(({ edition }) => edition)).size;
}

/** Names of items whose outcome is the licence itself; a change or renewal asks for the old one with good reason. */
const FIRST_ISSUE = /(核发|新办|设立|首次|许可|签发|申领|登记|认定|发放)/;
const LATER_STEP = /(变更|延续|补|换|注销|遗失|年检|审验)/;

/** A law, rule or document: 《…》, or a document number such as 鲁政办字〔2022〕50号. */
const LEGAL_BASIS = /《[^》]+》|〔\d{4}〕\s*\d+\s*号/;

/** What in an edition somebody should look at: odd proofs (R09), missing names, too few editions (R21). */
export function doubtsAbout(edition: CatalogueEdition): EditionFinding[] {
  return [
    ...fewEditions(edition),
    ...edition.items
      .filter((row) => row.name === '')
      .map((row) => ({ kind: 'name-missing', at: `item ${row.seq}`, name: row.department })),
    ...unfounded(edition),
    ...circular(edition),
  ];
}

/** Years are counted whole once they are over; the running year counts what was published up to this edition. */
function fewEditions({ published, edition, effectiveFrom }: CatalogueEdition): EditionFinding[] {
  const year = (published.find((each) => each.edition === edition)?.day ?? effectiveFrom).slice(0, 4);
  const count = publishedIn(year, [{ published }]);
  return count >= EDITIONS_A_YEAR
    ? []
    : [
        {
          kind: 'few-editions',
          at: `year ${year}`,
          name: `${year} 年已发布 ${count} 版，每年应不少于 ${EDITIONS_A_YEAR} 版`,
        },
      ];
}

/** R09, R10: a proof that no law or rule asks for. */
function unfounded(edition: CatalogueEdition): EditionFinding[] {
  return edition.definitions.flatMap(({ seq, materials }) =>
    materials
      .filter((material) => material.settlement !== 'cancelled' && !LEGAL_BASIS.test(material.basis))
      .map((material) => ({
        kind: 'unfounded-proof',
        at: `item ${seq} material ${material.key}`,
        name: `${nameOf(edition, seq)} ${material.name}`,
      })),
  );
}

/**
 * R09 循环证明: an item that asks for the very licence it issues, or two that each ask for what the other issues. Which
 * item issues what is read from the names, so this is a doubt and no verdict.
 */
function circular(edition: CatalogueEdition): EditionFinding[] {
  const needs = new Map<number, Set<number>>();
  const issuing = new Map<number, number[]>();
  for (const definition of edition.definitions) {
    const own = definition.materials.filter((material) => material.settlement !== 'cancelled');
    needs.set(definition.seq, new Set(own.flatMap((material) => material.typeSeq ?? [])));
    const name = nameOf(edition, definition.seq);
    if (!FIRST_ISSUE.test(name) || LATER_STEP.test(name)) continue;
    for (const type of edition.licences) {
      if (name.includes(type.name)) issuing.set(type.seq, [...(issuing.get(type.seq) ?? []), definition.seq]);
    }
  }
  const findings: EditionFinding[] = [];
  for (const [typeSeq, issuers] of issuing) {
    for (const issuer of issuers) {
      for (const needed of needs.get(issuer) ?? []) {
        const loops =
          needed === typeSeq
            ? [issuer]
            : (issuing.get(needed) ?? []).filter((other) => other > issuer && needs.get(other)?.has(typeSeq));
        for (const other of loops) {
          findings.push({
            kind: 'circular-proof',
            at: other === issuer ? `item ${issuer} licence ${typeSeq}` : `item ${issuer} item ${other}`,
            name:
              other === issuer
                ? nameOf(edition, issuer)
                : `${nameOf(edition, issuer)}／${nameOf(edition, other)}`,
          });
        }
      }
    }
  }
  return findings;
}

const nameOf = (edition: CatalogueEdition, seq: number): string =>
  edition.items.find((row) => row.seq === seq)?.name || '名称缺失';
