/** Search in what the hall publishes: pure, no React. */
import type { PublishedRules } from '../../../main/contract/calls';

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Licences and items that have every word somewhere; an item also where one of its licences or proofs has it. */
export function findRules(rules: PublishedRules, text: string): Pick<PublishedRules, 'licences' | 'items'> {
  const words = text.split(/\s+/).map(plain).filter(Boolean);
  const has = (...texts: string[]) => {
    const all = plain(texts.join(' '));
    return words.every((word) => all.includes(word));
  };
  return {
    licences: rules.licences.filter(({ name, issuer }) => has(name, issuer)),
    items: rules.items.filter(({ seq, name, department, licences, proofs }) =>
      has(
        String(seq),
        name,
        department,
        ...licences.map((each) => each.name),
        ...proofs.map((each) => each.name),
      ),
    ),
  };
}
