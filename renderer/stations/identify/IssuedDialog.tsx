import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../main/contract/calls';
import { OTHER_PROVINCES, REGIONS } from '../../../main/contract/catalogue/regions';
import { useCall, useHall } from '../../hall';
import { ConfirmDialog, Icon, Labelled } from '../../parts';
import { ISSUE, normaliseDay } from '../../words';

const PLACES = [...REGIONS.filter(({ code }) => !code.endsWith('0000')), ...OTHER_PROVINCES].map(
  ({ code, name }) => ({ value: code, label: name }),
);
const ISSUED = /^(\d{4}(-\d{2}-\d{2})?)?$/;

/** When and where a licence was issued, as the applicant says. */
export function IssuedDialog({
  wanted,
  onClose,
}: {
  wanted: CaseView['wanted'][number];
  onClose: () => void;
}) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [issued, setIssued] = useState(wanted.stated?.issued ?? '');
  const [regionCode, setRegionCode] = useState(wanted.stated?.regionCode ?? '');
  const [tried, setTried] = useState(false);
  const when = normaliseDay(issued);
  const isWrong = !ISSUED.test(when);
  const confirm = () => {
    setTried(true);
    if (!isWrong) void send({ issued: when, regionCode });
  };
  const send = async (facts: { issued: string; regionCode: string }) => {
    const done = await errand.run(() => facade.case.stateIssued({ typeSeq: wanted.typeSeq, ...facts }));
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return (
    <ConfirmDialog
      title={ISSUE.dialog(wanted.name)}
      confirm={ISSUE.confirm}
      busy={errand.busy}
      failure={errand.failure}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="quiet">{ISSUE.text}</p>
      <Labelled label={ISSUE.issued} problem={tried && isWrong ? ISSUE.issuedWrong : null}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={12}
            value={issued}
            status={tried && isWrong ? 'error' : ''}
            placeholder={ISSUE.issuedHint}
            onChange={(event) => setIssued(event.target.value)}
            onPressEnter={confirm}
          />
        )}
      </Labelled>
      <Labelled label={ISSUE.place}>
        {(id) => (
          <Select
            id={id}
            className="field-select"
            showSearch={{ optionFilterProp: 'label' }}
            suffixIcon={<Icon name="down" />}
            placeholder={ISSUE.placeHint}
            options={PLACES}
            value={regionCode === '' ? null : regionCode}
            onChange={(chosen: string) => setRegionCode(chosen)}
            getPopupContainer={(trigger: HTMLElement) => trigger.closest('dialog') ?? document.body}
          />
        )}
      </Labelled>
      {wanted.stated ? (
        <Button type="text" onClick={() => void send({ issued: '', regionCode: '' })}>
          {ISSUE.clear}
        </Button>
      ) : null}
    </ConfirmDialog>
  );
}
