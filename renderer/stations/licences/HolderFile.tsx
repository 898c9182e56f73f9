import { useEffect, useState } from 'react';
import type { GrantView, HolderFileView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { useHall } from '../../hall';
import { Chip, Dialog, FailureNote, Table } from '../../parts';
import { groupNumber, HELD_STATUS, HOLDER_FILE, writeDay, writeInstant } from '../../words';

/** The holder's own file (R109): what the province keeps under the holder, read under the grant of this case. */
export function HolderFile({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const { facade } = useHall();
  const [file, setFile] = useState<HolderFileView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isHere = true;
    void facade.case.holderFile().then((told) => {
      if (!isHere) return;
      if (told.ok) setFile(told.value);
      else setFailure(told.failure);
    });
    return () => {
      isHere = false;
    };
  }, [facade]);
  const { holder } = grant;
  return (
    <Dialog title={HOLDER_FILE.title[holder.kind]} width="wide" onClose={onClose}>
      <p className="quiet">
        {holder.name} {groupNumber(holder.codeMasked)} {HOLDER_FILE.hint}
      </p>
      <FailureNote failure={failure} />
      {file === null && !failure ? <p role="status">{HOLDER_FILE.reading}</p> : null}
      {file ? (
        <>
          <h3>{HOLDER_FILE.cases}</h3>
          <Cases cases={file.cases} />
          <h3>{HOLDER_FILE.licences}</h3>
          <Licences licences={file.licences} />
        </>
      ) : null}
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
