import { Button } from 'antd';
import { useState } from 'react';
import type { PermitView } from '../../../main/contract/calls';
import { useHall, useReading } from '../../hall';
import { Chip, Dialog, EmptyNote, Table, Told } from '../../parts';
import { HELD_STATUS, PERMITS, writeDay } from '../../words';

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
  const permits = useReading(() => facade.case.permits());
  return (
    <Dialog title={PERMITS.title} width="wide" onClose={onClose}>
      <p className="quiet">{PERMITS.text}</p>
      <Told reading={permits} waiting={PERMITS.reading}>
        {(told) => <PermitTable permits={told} />}
      </Told>
    </Dialog>
  );
}

function PermitTable({ permits }: { permits: readonly PermitView[] }) {
  if (permits.length === 0) return <EmptyNote icon="licence" title={PERMITS.none} text={PERMITS.noneText} />;
  return (
    <Table
      columns={[
        PERMITS.columns.name,
        PERMITS.columns.issuer,
        PERMITS.columns.validTo,
        PERMITS.columns.state,
        PERMITS.columns.use,
      ]}
    >
      {permits.map((permit) => (
        <tr key={permit.licenceId}>
          <td>{permit.name}</td>
          <td>{permit.issuer}</td>
          <td className="cell-time">{permit.validTo ? writeDay(permit.validTo) : PERMITS.noEnd}</td>
          <td>
            <Chip
              tone={permit.status === 'valid' ? 'verified' : 'attention'}
              icon={permit.status === 'valid' ? 'done' : 'warning'}
            >
              {HELD_STATUS[permit.status]}
            </Chip>
          </td>
          <td className="cell-time">{permit.granted ? PERMITS.granted : PERMITS.notGranted}</td>
        </tr>
      ))}
    </Table>
  );
}
