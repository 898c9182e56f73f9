/**
 * What stands where in the text block, per document (GA 450/467 layouts as used by reader software; byte offsets).
 * The foreigners' 2017 card puts its name over the places of the others' first fields: choose by the flag, then read.
 */
import type { CardDocument } from '../../../contract/flow/credential';
import type { TextBlock } from './text-block';

/** The fields of any of the documents, still as text; empty where the document has none. */
export interface CardFields {
  name: string;
  sex: string;
  nation: string;
  birth: string;
  address: string;
  number: string;
  issuer: string;
  from: string;
  to: string;
}

export const DOCUMENT_BY_FLAG: ReadonlyMap<string, CardDocument> = new Map([
  [' ', 'resident'],
  ['I', 'foreign-2017'],
  ['J', 'hmt-permit'],
  ['Y', 'foreign-2023'],
]);

export const LAYOUTS: Record<CardDocument, (block: TextBlock) => CardFields> = {
  resident: (block) => ({ ...citizenFields(block), nation: block.field(32, 4) }),
  'hmt-permit': citizenFields,
  'foreign-2017': (block) => ({
    name: block.field(158, 30) || block.field(0, 120),
    sex: block.field(120, 2),
    nation: '',
    birth: block.field(220, 16),
    address: '',
    number: block.field(122, 30),
    issuer: '',
    from: block.field(188, 16),
    to: block.field(204, 16),
  }),
  'foreign-2023': (block) => ({
    name: block.field(0, 30) || block.joined([52, 70], [220, 22]),
    sex: block.field(30, 2),
    nation: '',
    birth: block.field(36, 16),
    address: '',
    number: block.field(122, 36),
    issuer: '',
    from: block.field(188, 16),
    to: block.field(204, 16),
  }),
};

/** The resident card and the permit that is made like it; bytes 32 to 35 of the permit are reserved. */
function citizenFields(block: TextBlock): CardFields {
  return {
    name: block.field(0, 30),
    sex: block.field(30, 2),
    nation: '',
    birth: block.field(36, 16),
    address: block.field(52, 70),
    number: block.field(122, 36),
    issuer: block.field(158, 30),
    from: block.field(188, 16),
    to: block.field(204, 16),
  };
}
