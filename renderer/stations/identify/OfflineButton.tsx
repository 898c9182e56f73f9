import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { CaseView, Snapshot } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import { lateFetchConsent } from '../../../main/contract/flow/late-fetch';
import { useCaseQuestion, useHall, useSnapshot } from '../../hall';
import { ConfirmDialog, Labelled } from '../../parts';
import { OFFLINE } from '../../words';

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;
const AWAY: readonly string[] = ['PROVINCE_UNREACHABLE', 'PROVINCE_TIMEOUT', 'PROVINCE_BUSY'];

/** Known by the last probe, or by what came of asking just now. */
export function isAway({ failure }: CaseView, province: Snapshot['province']): boolean {
  return province.state === 'unreachable' || AWAY.includes(failure?.code ?? '');
}

/** Offered while the province is away; what cannot be done without it is said, not hidden. */
export function OfflineButton({ view }: { view: CaseView }) {
  const { province, clerk } = useSnapshot();
  const [asking, setAsking] = useState(false);
  if (
    !isAway(view, province) ||
    !view.item ||
    !view.credential ||
    !clerk ||
    !mayCall(clerk.role, 'offline.accept')
  )
    return null;
  const isEnterprise = view.item.audience === 'enterprise';
  const hasAgent = view.acting?.way === 'enterprise-agent' && view.acting.helper !== null;
  if (isEnterprise && !(hasAgent && view.credential.kind === 'code'))
    return <span className="quiet">{OFFLINE.enterpriseText}</span>;
  if (!isEnterprise && view.credential.kind !== 'id-card')
    return <span className="quiet">{OFFLINE.codeText}</span>;
  return (
    <>
      <Button size="large" onClick={() => setAsking(true)}>
        {OFFLINE.open}
      </Button>
      {asking ? (
        <ConsentDialog
          itemName={view.item.name}
          audience={isEnterprise ? 'enterprise' : 'person'}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

/** Read by the applicant: what the office will fetch later, for what, and where it calls. */
function ConsentDialog({
  itemName,
  audience,
  onClose,
}: {
  itemName: string;
  audience: 'person' | 'enterprise';
  onClose: () => void;
}) {
  const { facade } = useHall();
  const [agreed, setAgreed] = useState(false);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const isPhone = PHONE.test(phone.trim());
  const isEnterprise = audience === 'enterprise';
  const isNameMissing = isEnterprise && name.trim() === '';
  const about = { consent: true as const, phone: phone.trim() };
  const { tried, dialog } = useCaseQuestion(
    !agreed || !isPhone || isNameMissing
      ? null
      : () => facade.offline.accept(isEnterprise ? { ...about, enterpriseName: name.trim() } : about),
    onClose,
  );
  return (
    <ConfirmDialog title={OFFLINE.title} confirm={OFFLINE.confirm} {...dialog}>
      <p>{isEnterprise ? OFFLINE.agentText : OFFLINE.text}</p>
      <blockquote className="offline-consent">{lateFetchConsent(itemName, audience)}</blockquote>
      <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
        {OFFLINE.consent}
      </Checkbox>
      {tried && !agreed ? (
        <p className="field-problem" role="alert">
          {OFFLINE.consentMissing}
        </p>
      ) : null}
      {isEnterprise ? (
        <Labelled
          label={OFFLINE.enterpriseName}
          problem={tried && isNameMissing ? OFFLINE.nameMissing : null}
        >
          {(id) => (
            <Input
              id={id}
              size="large"
              maxLength={120}
              autoFocus
              value={name}
              status={tried && isNameMissing ? 'error' : ''}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={OFFLINE.phone} problem={tried && !isPhone ? OFFLINE.phoneWrong : null}>
        {(id) => (
          <Input
            id={id}
            size="large"
            maxLength={20}
            inputMode="tel"
            autoFocus={!isEnterprise}
            value={phone}
            status={tried && !isPhone ? 'error' : ''}
            placeholder={OFFLINE.phoneHint}
            onChange={(event) => setPhone(event.target.value)}
            onPressEnter={dialog.onConfirm}
          />
        )}
      </Labelled>
    </ConfirmDialog>
  );
}
