/**
 * Editions of the catalogue, served byte for byte as they were published: who verifies a signature needs the very bytes.
 */
import { z } from 'zod';
import { Day, Sha256 } from '../flow/ids';
import type { Operation } from './operation';

export const EditionId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/);

/** Newest effective date first; what form the file has is core/catalogue's matter. */
export const EditionList = z.object({
  editions: z.array(
    z.object({
      id: EditionId,
      /** Null where the file does not say. */
      effectiveFrom: Day.nullable(),
      bytes: z.number().int().positive(),
      sha256: Sha256,
    }),
  ),
});

export const CATALOGUE_OPERATIONS = {
  listEditions: {
    method: 'GET',
    path: '/v1/catalogue/editions',
    answers: { 200: EditionList },
    refusals: [],
  },
  /** The file itself; `etag` is its SHA-256 in quotes, `content-length` its size. */
  fetchEdition: {
    method: 'GET',
    path: '/v1/catalogue/editions/{id}',
    params: z.object({ id: EditionId }),
    answers: { 200: z.unknown() },
    refusals: ['EDITION_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
