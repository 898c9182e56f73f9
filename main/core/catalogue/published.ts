import type { PublishedItem, PublishedRules } from '../../contract/calls';
import type { Catalogue } from './catalogue';

const EVERY_ROW = 1_000_000;

/** What the hall accepts today, as everybody may read it (R44): items that are switched on and have a form of their own. */
export function publishedRules(catalogue: Catalogue): PublishedRules {
  const items = catalogue.defined().flatMap(({ seq, name, department }): PublishedItem[] => {
    const found = catalogue.definition(seq);
    if (!found.ok) return [];
    const { audience, legalBasis, materials } = found.value;
    const replaced = new Set(materials.map(({ typeSeq }) => typeSeq));
    const licences = catalogue.wanted(seq).flatMap(({ typeSeq }) => {
      const type = catalogue.licenceType(typeSeq);
      const use = replaced.has(typeSeq) ? ('replaces' as const) : ('fills' as const);
      return type ? [{ seq: typeSeq, name: type.name, use }] : [];
    });
    const proofs = materials.map((each) => ({
      name: each.name,
      way: each.settlement,
      otherwise: each.fallback,
      basis: each.basis,
    }));
    return [{ seq, name, department, audience, legalBasis, trial: catalogue.isTrial(seq), licences, proofs }];
  });
  const used = [...new Set(items.flatMap(({ licences }) => licences.map(({ seq }) => seq)))].sort(
    (a, b) => a - b,
  );
  const licences = used.flatMap((seq) => {
    const type = catalogue.licenceType(seq);
    const itemSeqs = items
      .filter((item) => item.licences.some((each) => each.seq === seq))
      .map((item) => item.seq)
      .sort((a, b) => a - b);
    return type ? [{ seq, name: type.name, issuer: type.issuer, holder: type.holder, itemSeqs }] : [];
  });
  const { edition, effectiveFrom } = catalogue;
  const others = catalogue.search('', EVERY_ROW).length - items.length;
  return { edition, effectiveFrom, items, licences, others };
}
