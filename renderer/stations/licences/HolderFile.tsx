import type { GrantView, HolderFileView } from '../../../main/contract/calls';
import { useHall, useReading } from '../../hall';
import { Chip, Dialog, Table, Told } from '../../parts';
import { groupNumber, HELD_STATUS, HOLDER_FILE, writeDay, writeInstant } from '../../words';

/** The holder's own file (R109): what the province keeps under the holder, read under the grant of this case. */
export function HolderFile({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const { facade } = useHall();
  const file = useReading(() => facade.case.holderFile());
  const { holder } = grant;
  return (
    <Dialog title={HOLDER_FILE.title[holder.kind]} width="wide" onClose={onClose}>
      <p className="quiet">
        {holder.name} {groupNumber(holder.codeMasked)} {HOLDER_FILE.hint}
      </p>
      <Told reading={file} waiting={HOLDER_FILE.reading}>
        {({ cases, licences }) => (
          <>
            <h3>{HOLDER_FILE.cases}</h3>
            <Cases cases={cases} />
            <h3>{HOLDER_FILE.licences}</h3>
            <Licences licences={licences} />
          </>
        )}
      </Told>
    </Dialog>
  );
}

function Cases({ cases }: Pick<HolderFileView, 'cases'>) {
  if (cases.length === 0) return <p className="quiet">{HOLDER_FILE.noCases}</p>;
  const { at, item, state } = HOLDER_FILE.columns.cases;
  return (
    <Table columns={[at, item, state]}>
      {cases.map((each) => (
        <tr key={each.number}>
          <td className="cell-time">{writeInstant(each.at)}</td>
          <td>
            {each.itemName}
            <p className="cell-sub">{each.number}</p>
          </td>
          <td>
            <Chip
              tone={each.state === 'lapsed' ? 'attention' : 'verified'}
              icon={each.state === 'lapsed' ? 'warning' : 'done'}
            >
              {HOLDER_FILE.state[each.state]}
            </Chip>
            {each.handedTo.length > 0 ? <p className="cell-sub">{each.handedTo.join('、')}</p> : null}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Licences({ licences }: Pick<HolderFileView, 'licences'>) {
  if (licences.length === 0) return <p className="quiet">{HOLDER_FILE.noLicences}</p>;
  const { name, issuer, validTo, state } = HOLDER_FILE.columns.licences;
  return (
    <Table columns={[name, issuer, validTo, state]}>
      {licences.map((each) => (
        <tr key={`${each.name} ${each.issuer} ${each.validTo}`}>
          <td>{each.name}</td>
          <td>{each.issuer}</td>
          <td className="cell-time">
            {each.validTo === null ? HOLDER_FILE.forGood : writeDay(each.validTo)}
          </td>
          <td>
            <Chip
              tone={each.status === 'valid' ? 'verified' : 'attention'}
              icon={each.status === 'valid' ? 'done' : 'warning'}
            >
              {HELD_STATUS[each.status]}
            </Chip>
          </td>
        </tr>
      ))}
    </Table>
  );
}
