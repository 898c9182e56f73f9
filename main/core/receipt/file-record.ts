/** What a sealed file says about itself to whoever checks a record of operations against it. */
export interface FileRecord {
  /** Document number. */
  readonly number: string;
  /** The newest line of the window's record of operations at sealing: its number, and its hash as 64 hexadecimal digits. */
  readonly seq: number;
  readonly head: string;
}

/** Names of this product's own in the document's metadata; a name only, nothing is to be found there. */
const OPENING = '<rdf:Description rdf:about="" xmlns:hall="urn:mianzheng-window:receipt:1">';
const PROPERTIES =
  /^<hall:number>([^<>&]{1,120})<\/hall:number><hall:auditSeq>(\d{1,15})<\/hall:auditSeq><hall:auditHead>([0-9a-f]{64})<\/hall:auditHead>/;
const LONGEST = 1_024;

/** For the XMP packet of a receipt; `number` is text of XML already. */
export function fileRecordXml({ number, seq, head }: FileRecord): string {
  return `${OPENING}<hall:number>${number}</hall:number><hall:auditSeq>${seq}</hall:auditSeq><hall:auditHead>${head}</hall:auditHead></rdf:Description>`;
}

/**
 * Out of the metadata, which lies in the file as plain text. Null where it says nothing (older receipts), or more than one
 * thing. The file's word only: proof where the whole file passes.
 */
export function fileRecordIn(file: Buffer): FileRecord | null {
  const start = file.indexOf(OPENING, 0, 'latin1');
  if (start < 0 || file.indexOf(OPENING, start + 1, 'latin1') >= 0) return null;
  const from = start + OPENING.length;
  const [, number, seq, head] = PROPERTIES.exec(file.toString('utf8', from, from + LONGEST)) ?? [];
  return number === undefined || seq === undefined || head === undefined
    ? null
    : { number, seq: Number(seq), head };
}
