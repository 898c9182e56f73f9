import { Button } from 'antd';
import type { FormMaterial } from '../../../main/contract/flow/form';
import { KEYS, useCall, useHall, useKey } from '../../hall';
import { Dialog, FailureNote, Key } from '../../parts';
import { PLEDGE, pledgeParagraphs } from '../../words';

/** The pledge in large type, to be read by the applicant across the desk. */
export function PledgeDialog({ material, onClose }: { material: FormMaterial; onClose: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const answer = async (agreed: boolean) => {
    const done = await errand.run(() => facade.case.pledge({ key: material.key, agreed }));
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return (
    <Dialog
      title={PLEDGE.title}
      width="wide"
      onClose={onClose}
      footer={
        material.settled ? (
          <Button size="large" loading={errand.busy} onClick={() => void answer(false)}>
            {PLEDGE.withdraw}
          </Button>
        ) : (
          <>
            <AgreeKey run={() => void answer(true)} />
            <Button size="large" onClick={onClose}>
              {PLEDGE.disagree}
              <Key name={KEYS.close} />
            </Button>
            <Button size="large" type="primary" loading={errand.busy} onClick={() => void answer(true)}>
              {PLEDGE.agree}
              <Key name={KEYS.primary} />
            </Button>
          </>
        )
      }
    >
      <p className="quiet">{PLEDGE.read}</p>
      <p className="dialog-subject">
        {PLEDGE.material} {material.name}
      </p>
      <div className="pledge-text">
        {pledgeParagraphs(material.pledgeText).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <p className="quiet">{PLEDGE.note}</p>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function AgreeKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
