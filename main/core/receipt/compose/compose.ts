import { PDFDocument, type PDFFont, PDFName } from 'pdf-lib';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import { sha256 } from '../../base';
import { emptySignatureField } from '../seal/seal-pdf';
import { drawClosing, type SealPlace } from './closing';
import { contentTexts, type ReceiptContent } from './content';
import { drawable, type Face, openFace, withFallback } from './face';
import { createFlow } from './flow';
import { drawFrames } from './frame';
import { describeDocument } from './metadata';
import { drawEvaluation, drawPledges } from './pledge-annex';
import { withGeta } from './rare';
import { drawFacts, drawFields, drawLicences, drawMaterials, drawOpening, drawStatement } from './sections';
import { drawToCheck, provisionalGround } from './standing';
import { layGround, trainingGround } from './training-ground';

/** The words of the paper itself are drawn with the main face, whatever the content. */
const PRINTED_ALWAYS = '受理通知书';

export interface ComposeOptions {
  /** Bytes of a TrueType face (glyf outlines) that covers GB 18030 level 2. Keep one array: it is parsed once. */
  font: Uint8Array;
  /** A second face for rare characters, read only where one is needed; null where there is none. */
  rareFont: () => Uint8Array | null;
  /** Written as the document's creation time; epoch ms. */
  composedAt: number;
}

/**
 * The unsigned A4 受理通知书 with an empty signature field over the visible seal. The same content and time give the
 * same bytes. A name character that neither face has is printed as 〓 with its code point in a note. Fails with
 * RECEIPT_GLYPH_MISSING (`field`, `codePoint`) for anything else that cannot be drawn, with CONFIG_UNREADABLE where a
 * face cannot be used.
 */
export async function composeReceipt(
  content: ReceiptContent,
  options: ComposeOptions,
): Promise<Result<Uint8Array>> {
  const faces = openFaces(content, options);
  if (!faces.ok) return faces;
  const face = faces.value;
  const printed = withGeta(content, face);
  for (const { field, text } of contentTexts(printed)) {
    const codePoint = face.missing(drawable(text));
    if (codePoint) return fail('RECEIPT_GLYPH_MISSING', { field, codePoint });
  }
  return ok(await draw(printed, face, options.composedAt));
}

/** The face, with the one for rare characters behind it where the content needs that. */
function openFaces(content: ReceiptContent, { font, rareFont }: ComposeOptions): Result<Face> {
  const main = openFace(font);
  if (!main.ok) return main;
  const isPlain = contentTexts(content).every(({ text }) => main.value.missing(drawable(text)) === null);
  const rareBytes = isPlain ? null : rareFont();
  if (!rareBytes) return main;
  const rare = openFace(rareBytes);
  return rare.ok ? ok(withFallback(main.value, rare.value)) : rare;
}

async function draw(content: ReceiptContent, face: Face, composedAt: number): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const fonts = await embedFaces(document, content, face);

  const grounds = [
    content.training ? trainingGround(document, face) : null,
    provisionalGround(document, face, content),
  ];
  const flow = createFlow(document, fonts, face, (sheet) => {
    for (const ground of grounds) if (ground) layGround(sheet, ground);
  });
  drawOpening(flow, content);
  drawStatement(flow, content);
  drawToCheck(flow, content);
  drawFacts(flow, content);
  drawMaterials(flow, content);
  drawLicences(flow, content);
  drawFields(flow, content);
  const seal = drawClosing(flow, content);
  drawPledges(flow, content);
  drawEvaluation(flow, content);
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

/** A font for each face that the document is drawn with. */
async function embedFaces(
  document: PDFDocument,
  content: ReceiptContent,
  face: Face,
): Promise<Map<Face, PDFFont>> {
  const used = new Map<Uint8Array, Face>();
  for (const { text } of [{ text: PRINTED_ALWAYS }, ...contentTexts(content)]) {
    for (const run of face.runs(drawable(text))) used.set(run.face.bytes, run.face);
  }
  document.registerFontkit({ create: (bytes: Uint8Array) => used.get(bytes)?.font } as unknown as Parameters<
    PDFDocument['registerFontkit']
  >[0]);
  const fonts = new Map<Face, PDFFont>();
  for (const each of used.values()) {
    const customName = subsetName(content.receiptId, each.font.postscriptName);
    fonts.set(each, await document.embedFont(each.bytes, { subset: true, customName }));
  }
  return fonts;
}

/** `ABCDEF+NotoSansSC-Regular`: a subset is named with six letters of its own (ISO 32000-1 9.6.4). */
function subsetName(receiptId: string, face: string): string {
  const digits = sha256(receiptId).slice(0, 12).match(/../g) ?? [];
  const tag = digits.map((pair) => String.fromCharCode(65 + (Number.parseInt(pair, 16) % 26))).join('');
  return `${tag}+${face}`;
}
