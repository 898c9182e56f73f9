import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { hallTime, sha256 } from '../../base';
import { type FileRecord, fileRecordXml } from '../file-record';
import type { ReceiptContent } from './content';
import { titleOf } from './standing';

const PRODUCT = '免证窗';

/** /Info, the same as XMP and the place in the record of operations, the language, the window title and the file identifier. No personal value in any of them. */
export function describeDocument(document: PDFDocument, content: ReceiptContent, composedAt: number): void {
  const { context, catalog } = document;
  const title = `${titleOf(content)} ${content.number}`;
  const { day, time } = hallTime(composedAt);
  const pdfTime = PDFString.of(`D:${day.replaceAll('-', '')}${time.replaceAll(':', '')}+08'00'`);
  context.trailerInfo.Info = context.register(
    context.obj({
      Title: PDFHexString.fromText(title),
      Author: PDFHexString.fromText(content.hall.name),
      Creator: PDFHexString.fromText(PRODUCT),
      Producer: PDFHexString.fromText(PRODUCT),
      CreationDate: pdfTime,
      ModDate: pdfTime,
    }),
  );
  const about = { title, author: content.hall.name, at: `${day}T${time}+08:00` };
  const xmp = context.stream(
    Buffer.from(packet(about, { ...content.auditPlace, number: escapeXml(content.number) }), 'utf8'),
    {
      Type: 'Metadata',
      Subtype: 'XML',
    },
  );
  catalog.set(PDFName.of('Metadata'), context.register(xmp));
  catalog.set(PDFName.of('Lang'), PDFString.of('zh-CN'));
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
  const identifier = PDFHexString.of(
    sha256(`${content.receiptId}\n${content.number}\n${composedAt}`).slice(0, 32),
  );
  context.trailerInfo.ID = context.obj([identifier, identifier]);
}

function packet(
  { title, author, at }: { title: string; author: string; at: string },
  record: FileRecord,
): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>${PRODUCT}</xmp:CreatorTool><pdf:Producer>${PRODUCT}</pdf:Producer>
<xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate>
</rdf:Description>
${fileRecordXml(record)}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
