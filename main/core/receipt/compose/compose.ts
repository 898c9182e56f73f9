import { PDFDocument, PDFName } from 'pdf-lib';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import { sha256 } from '../../base';
import { emptySignatureField } from '../seal/seal-pdf';
import { drawClosing, type SealPlace } from './closing';
import { contentTexts, type ReceiptContent } from './content';
import { drawable, type Face, openFace } from './face';
import { createFlow } from './flow';
import { drawFrames } from './frame';
import { describeDocument } from './metadata';
import { drawFacts, drawFields, drawLicences, drawMaterials, drawOpening, drawStatement } from './sections';
import { layGround, trainingGround } from './training-ground';

export interface ComposeOptions {
  /** Bytes of a TrueType face (glyf outlines) that covers GB 18030 level 2. Keep one array: it is parsed once. */
  font: Uint8Array;
  /** Written as the document's creation time; epoch ms. */
  composedAt: number;
}

/**
 * The unsigned A4 受理通知书 with an empty signature field over the visible seal. The same content and time give the
 * same bytes. Fails with RECEIPT_GLYPH_MISSING (`field`, `codePoint`) where the face cannot draw a character,
 * with CONFIG_UNREADABLE where the face cannot be used.
 */
export async function composeReceipt(
  content: ReceiptContent,
  options: ComposeOptions,
): Promise<Result<Uint8Array>> {
  const face = openFace(options.font);
  if (!face.ok) return face;
  for (const { field, text } of contentTexts(content)) {
    const codePoint = face.value.missing(drawable(text));
    if (codePoint) return fail('RECEIPT_GLYPH_MISSING', { field, codePoint });
  }
  return ok(await draw(content, face.value, options.composedAt));
}

async function draw(content: ReceiptContent, face: Face, composedAt: number): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit({ create: () => face.font } as unknown as Parameters<
    PDFDocument['registerFontkit']
  >[0]);
  const font = await document.embedFont(face.bytes, {
    subset: true,
    customName: subsetName(content.receiptId),
  });

  const ground = content.training ? trainingGround(document, face) : null;
  const flow = createFlow(document, font, face, (sheet) => {
    if (ground) layGround(sheet, ground);
  });
  drawOpening(flow, content);
  drawStatement(flow, content);
  drawFacts(flow, content);
  drawMaterials(flow, content);
  drawLicences(flow, content);
  drawFields(flow, content);
  const seal = drawClosing(flow, content);
  drawFrames(flow, content);

  addSealField(document, seal);
  describeDocument(document, content, composedAt);
  return document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}

function addSealField(document: PDFDocument, { sheet, rectangle }: SealPlace): void {
  const field = emptySignatureField(document, sheet.page.ref, rectangle);
  sheet.page.node.addAnnot(field);
  document.catalog.set(PDFName.of('AcroForm'), document.context.obj({ Fields: [field] }));
}

/** `ABCDEF+NotoSansSC-Regular`: a subset is named with six letters of its own (ISO 32000-1 9.6.4). */
function subsetName(receiptId: string): string {
  const digits = sha256(receiptId).slice(0, 12).match(/../g) ?? [];
  const tag = digits.map((pair) => String.fromCharCode(65 + (Number.parseInt(pair, 16) % 26))).join('');
  return `${tag}+NotoSansSC-Regular`;
}
