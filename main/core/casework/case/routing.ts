import type { HandlingView, RoutingView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { ReceiptParcel } from '../../../contract/province/wire';
import type { Catalogue } from '../../catalogue';
import { receiptById } from '../../receipt';
import type { CaseworkDeps } from '../deps';
import { stationReference } from '../errands/errand-requests';
import { itemName } from './views';

/** Of a theme each of its items, which may go to different departments. */
const partsOf = (catalogue: Catalogue, seq: number): readonly number[] =>
  catalogue.theme(seq)?.itemSeqs ?? [seq];

/** To whom the case goes, item by item, by the edition it was opened with. */
export function routingView(catalogue: Catalogue, seq: number, regionCode: string): RoutingView[] {
  return partsOf(catalogue, seq).map((itemSeq) => {
    const row = catalogue.item(itemSeq);
    const handler = catalogue.handler(itemSeq, regionCode);
    return {
      itemSeq,
      itemName: itemName(catalogue, itemSeq),
      department: row.ok ? row.value.department : '',
      body: handler?.body ?? null,
    };
  });
}

/** The same as the parcel carries it; what cannot be addressed is said so, and nobody is guessed. */
export function addressing(
  catalogue: Catalogue,
  seq: number,
  regionCode: string,
): Pick<ReceiptParcel, 'addressed' | 'unaddressed'> {
  const parts = partsOf(catalogue, seq).map((itemSeq) => ({
    itemSeq,
    handler: catalogue.handler(itemSeq, regionCode),
  }));
  const addressed = parts.flatMap(({ itemSeq, handler }) => (handler ? [{ itemSeq, ...handler }] : []));
  const unaddressed = parts.flatMap(({ itemSeq, handler }) => (handler ? [] : [itemSeq]));
  return { addressed, ...(unaddressed.length > 0 && { unaddressed }) };
}

/** In whose inbox the province has put the case of a receipt. RECEIPT_UNKNOWN and the codes of the province. */
export async function handlingOf(
  deps: Pick<CaseworkDeps, 'store' | 'province' | 'catalogue' | 'place'>,
  receiptId: string,
): Promise<Result<HandlingView>> {
  const { store, province, catalogue } = deps;
  const receipt = receiptById(store.read, receiptId);
  if (!receipt) return fail('RECEIPT_UNKNOWN');
  const { caseId } = receipt;
  const told = await province.ask('readRouting', {
    params: { caseId },
    query: stationReference(deps, receipt),
  });
  if (!told.ok) return told;
  return {
    ok: true,
    value: {
      handed: told.value.handed.map(({ itemSeq, body, handedAt }) => ({
        itemName: itemName(catalogue, itemSeq),
        body,
        at: handedAt,
      })),
      open: told.value.open.map((seq) => itemName(catalogue, seq)),
    },
  };
}
