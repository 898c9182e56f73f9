import type { AuditCheckView } from '../../../main/contract/calls';
import { Table } from '../../parts';
import { RECORDS, writeInstant } from '../../words';

/** Receipts that the province has and this window does not know, for a supervisor to look into. */
export function OnlyProvince({ receipts }: { receipts: AuditCheckView['onlyProvince'] }) {
  const { onlyProvinceColumns: columns } = RECORDS;
  return (
    <section className="only-province" aria-label={RECORDS.onlyProvinceList}>
      <p className="quiet">{RECORDS.onlyProvinceHint}</p>
      <Table className="table-dense" columns={[columns.number, columns.sealedAt]}>
        {receipts.map(({ number, sealedAt }) => (
          <tr key={number}>
            <td className="cell-number">{number}</td>
            <td className="cell-time">{writeInstant(sealedAt)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
