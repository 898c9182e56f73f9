/**
 * Pointing at a field lights its card and the line it came from; pointing at a card lights every field taken from it.
 * Kept outside React's tree so that only what changes its light is drawn again.
 */
import { createContext, use, useSyncExternalStore } from 'react';
import type { FieldSource } from '../../main/contract/flow/form';
import { isVouched } from '../../main/contract/flow/vouched';

export interface Pointed {
  /** What a field and its card have in common, see `evidenceKey`. */
  readonly key: string;
  readonly by: 'field' | 'card';
  /** The one element a field was taken from; empty when a whole card is pointed at. */
  readonly element: string;
}

export interface EvidenceLight {
  get(): Pointed | null;
  point(at: Pointed | null): void;
  subscribe(listener: () => void): () => void;
}

export function createEvidenceLight(): EvidenceLight {
  let pointed: Pointed | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => pointed,
    point(at) {
      if (at?.key === pointed?.key && at?.by === pointed?.by && at?.element === pointed?.element) return;
      pointed = at;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a field and its card have in common; null where there is no card (typed at the window). */
export function evidenceKey(source: FieldSource | null): string | null {
  if (!isVouched(source)) return null;
  return source.from === 'licence' ? `licence:${source.licenceId}` : source.from;
}

export const EvidenceLightContext = createContext<EvidenceLight>(createEvidenceLight());

export function useEvidenceLight(): EvidenceLight {
  return use(EvidenceLightContext);
}

/** Is this card pointed at, from either side? */
export function useCardLit(key: string): boolean {
  const light = useEvidenceLight();
  return useSyncExternalStore(light.subscribe, () => light.get()?.key === key);
}

/** The element of this card that a field is pointing at, or an empty text. */
export function useElementLit(key: string): string {
  const light = useEvidenceLight();
  return useSyncExternalStore(light.subscribe, () => {
    const pointed = light.get();
    return pointed?.key === key && pointed.by === 'field' ? pointed.element : '';
  });
}

/** Is the card that this field (or material, or line of a list) came from pointed at? */
export function useSourceLit(key: string | null): boolean {
  const light = useEvidenceLight();
  return useSyncExternalStore(light.subscribe, () => {
    const pointed = light.get();
    return pointed !== null && pointed.key === key && pointed.by === 'card';
  });
}

/** Handlers that point from a field's side. */
export function usePointing(key: string | null, element = '') {
  const light = useEvidenceLight();
  const point = () => light.point(key === null ? null : { key, by: 'field', element });
  const leave = () => light.point(null);
  return { onMouseEnter: point, onMouseLeave: leave, onFocus: point, onBlur: leave };
}
