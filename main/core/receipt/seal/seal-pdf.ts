import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { SealToken } from '../../../contract/ports/seal-token';
import { hallTime } from '../../base';
import { encodeCms, signedAttributes } from './cms';

/** Room for the CMS: a chain of five RSA-4096 certificates and a later time stamp fit. */
const HOLE_BYTES = 16_384;
const RANGE_PLACE = '[ 0 /********** /********** /********** ]';

export interface SealOptions {
  /** Written as /M; epoch ms. */
  signedAt: number;
  reason: string;
  place: string;
}

/**
 * Signs a PDF of this product as a whole: fills its empty signature field (or adds an invisible one), certifies it
 * against any later change (DocMDP 1) and puts a detached CMS into the hole (ETSI.CAdES.detached, PAdES B-B).
 * Fails with RECEIPT_SEAL_EXPIRED where the certificate is not valid at `signedAt`, with RECEIPT_SEAL_FAILED
 * (`why`: `document`, `token`, `chain`, `too-long`) otherwise.
 */
export async function sealPdf(
  pdf: Uint8Array,
  token: SealToken,
  options: SealOptions,
): Promise<Result<Uint8Array>> {
  if (options.signedAt < token.notBefore || options.signedAt > token.notAfter) {
    return fail('RECEIPT_SEAL_EXPIRED', { notAfterDay: hallTime(token.notAfter).day });
  }
  const prepared = await withHole(pdf, options);
  if (!prepared) return fail('RECEIPT_SEAL_FAILED', { why: 'document' });
  const { file, holeStart, holeEnd } = prepared;

  const digest = createHash('sha256')
    .update(file.subarray(0, holeStart))
    .update(file.subarray(holeEnd))
    .digest();
  const attributes = signedAttributes(digest, token.chain[0] ?? new Uint8Array());
  let signature: Uint8Array;
  try {
    signature = await token.sign(attributes);
  } catch {
    return fail('RECEIPT_SEAL_FAILED', { why: 'token' });
  }
  const cms = encodeCms({ chain: token.chain, attributes, signature });
  if (!cms) return fail('RECEIPT_SEAL_FAILED', { why: 'chain' });
  if (cms.length > HOLE_BYTES) return fail('RECEIPT_SEAL_FAILED', { why: 'too-long', bytes: cms.length });
  Buffer.from(file.buffer, file.byteOffset).write(Buffer.from(cms).toString('hex'), holeStart + 1, 'latin1');
  return ok(file);
}

/** The document with its final /ByteRange and a hole of zeros; `holeStart`, `holeEnd` bracket `<000…>`. */
async function withHole(
  pdf: Uint8Array,
  options: SealOptions,
): Promise<{ file: Uint8Array; holeStart: number; holeEnd: number } | null> {
  let saved: Uint8Array;
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    addSignature(document, options);
    saved = await document.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
      objectsPerTick: Number.POSITIVE_INFINITY,
    });
  } catch {
    return null;
  }
  const bytes = Buffer.from(saved.buffer, saved.byteOffset, saved.byteLength);
  const rangeAt = bytes.indexOf(RANGE_PLACE, 0, 'latin1');
  const holeStart = bytes.indexOf(`<${'0'.repeat(2 * HOLE_BYTES)}>`, 0, 'latin1');
  if (rangeAt < 0 || holeStart < 0) return null;
  const holeEnd = holeStart + 2 * HOLE_BYTES + 2;
  const range = `[0 ${holeStart} ${holeEnd} ${bytes.length - holeEnd}]`;
  bytes.write(range.padEnd(RANGE_PLACE.length, ' '), rangeAt, 'latin1');
  return { file: saved, holeStart, holeEnd };
}

function addSignature(document: PDFDocument, options: SealOptions): void {
  const { context, catalog } = document;
  const star = PDFName.of('**********');
  const { day, time } = hallTime(options.signedAt);
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [PDFNumber.of(0), star, star, star],
      Contents: PDFHexString.of('0'.repeat(2 * HOLE_BYTES)),
      M: PDFString.of(`D:${day.replaceAll('-', '')}${time.replaceAll(':', '')}+08'00'`),
      Reason: PDFHexString.fromText(options.reason),
      Location: PDFHexString.fromText(options.place),
      Reference: [
        {
          Type: 'SigRef',
          TransformMethod: 'DocMDP',
          TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
        },
      ],
    }),
  );
  signatureField(document).set(PDFName.of('V'), signature);
  catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }));
  catalog.lookup(PDFName.of('AcroForm'), PDFDict).set(PDFName.of('SigFlags'), PDFNumber.of(3));
}

/** The document's first signature field without a signature, or a new invisible one on the first page. */
function signatureField(document: PDFDocument): PDFDict {
  const { context, catalog } = document;
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  for (let index = 0; index < (fields?.size() ?? 0); index++) {
    const field = fields?.lookupMaybe(index, PDFDict);
    if (field?.get(PDFName.of('FT')) === PDFName.of('Sig') && !field.has(PDFName.of('V'))) return field;
  }
  const page = document.getPage(0);
  const widget = emptySignatureField(document, page.ref, [0, 0, 0, 0]);
  page.node.addAnnot(widget);
  if (fields) fields.push(widget);
  else catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [widget] }));
  return context.lookup(widget, PDFDict);
}

/** A signature field that is its own widget: printed, locked, with an empty appearance (what is seen is on the page). */
export function emptySignatureField(
  document: PDFDocument,
  page: PDFRef,
  rectangle: [number, number, number, number],
): PDFRef {
  const { context } = document;
  const [left, bottom, right, top] = rectangle;
  const appearance = context.register(
    context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, right - left, top - bottom] }),
  );
  return context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of('Seal'),
      Rect: rectangle,
      F: 132,
      P: page,
      AP: { N: appearance },
    }),
  );
}
