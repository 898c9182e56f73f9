import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { PermitView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { useHall } from '../../hall';
import { Chip, Dialog, EmptyNote, FailureNote } from '../../parts';
import { PERMITS, writeDay } from '../../words';

/** The permits under the enterprise's licence, for whoever showed its code (R38, R41). */
export function GatheredPermits() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="large" type="text" onClick={() => setOpen(true)}>
        {PERMITS.open}
      </Button>
      {open ? <PermitsDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PermitsDialog({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const [permits, setPermits] = useState<readonly PermitView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isHere = true;
    void facade.case.permits().then((told) => {
      if (!isHere) return;
      if (told.ok) setPermits(told.value);
      else setFailure(told.failure);
    });
    return () => {
      isHere = false;
    };
  }, [facade]);
  return (
    <Dialog title={PERMITS.title} width="wide" onClose={onClose}>
      <p className="quiet">{PERMITS.text}</p>
      <FailureNote failure={failure} />
      {permits === null && !failure ? <p className="quiet">{PERMITS.reading}</p> : null}
      {permits?.length === 0 ? (
        <EmptyNote icon="licence" title={PERMITS.none} text={PERMITS.noneText} />
      ) : null}
      {permits && permits.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{PERMITS.columns.name}</th>
              <th scope="col">{PERMITS.columns.issuer}</th>
              <th scope="col">{PERMITS.columns.validTo}</th>
              <th scope="col">{PERMITS.columns.state}</th>
              <th scope="col">{PERMITS.columns.use}</th>
            </tr>
          </thead>
          <tbody>
            {permits.map((permit) => (
              <tr key={permit.licenceId}>
                <td>{permit.name}</td>
                <td>{permit.issuer}</td>
                <td>{permit.validTo ? writeDay(permit.validTo) : PERMITS.noEnd}</td>
                <td>
                  <Chip
                    tone={permit.status === 'valid' ? 'verified' : 'attention'}
                    icon={permit.status === 'valid' ? 'done' : 'warning'}
                  >
                    {PERMITS.status[permit.status]}
                  </Chip>
                </td>
                <td>{permit.granted ? PERMITS.granted : PERMITS.notGranted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Dialog>
  );
}
