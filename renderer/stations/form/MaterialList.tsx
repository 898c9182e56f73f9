import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../main/contract/calls';
import type { Errand } from '../../../main/contract/flow/errand';
import type { FormMaterial } from '../../../main/contract/flow/form';
import { useCall, useHall, usePointing, useSnapshot, useSourceLit } from '../../hall';
import { Chip, ReasonDialog } from '../../parts';
import { ATTACH, ERRAND_KIND, FORM, OFFLINE, PAPER, PLEDGE_CHECK, SETTLEMENT, VERIFYING } from '../../words';
import { AttachmentList } from './AttachmentList';
import { Backfill } from './Backfill';
import { PledgeDialog } from './PledgeDialog';
import { VerificationLine } from './VerificationLine';

export function MaterialList({ materials }: { materials: readonly FormMaterial[] }) {
  const { case: view } = useSnapshot();
  const [pledging, setPledging] = useState<string | null>(null);
  const [papering, setPapering] = useState<string | null>(null);
  const pledged = materials.find((material) => material.key === pledging);
  const papered = materials.find((material) => material.key === papering);
  const open = materials.filter((material) => !material.settled && !material.deferred).length;
  return (
    <section className="form-group" aria-label={FORM.materials}>
      <h2>
        {FORM.materials} <span className="quiet">{FORM.materialsCount(materials.length, open)}</span>
      </h2>
      <ul className="materials">
        {materials.map((material) => (
          <MaterialRow
            key={material.key}
            material={material}
            errand={view?.errands.findLast(
              ({ subject, kind }) => subject === `material:${material.key}` && kind !== 'backfill',
            )}
            pledging={view?.pledges[material.key]}
            onPledge={() => setPledging(material.key)}
            onPaper={() => setPapering(material.key)}
          />
        ))}
      </ul>
      {pledged ? <PledgeDialog material={pledged} onClose={() => setPledging(null)} /> : null}
      {papered ? <PaperDialog material={papered} onClose={() => setPapering(null)} /> : null}
    </section>
  );
}

function MaterialRow({
  material,
  errand,
  pledging,
  onPledge,
  onPaper,
}: {
  material: FormMaterial;
  /** The verification, or the issuing, that was last asked for it. */
  errand: Errand | undefined;
  pledging: CaseView['pledges'][string] | undefined;
  onPledge: () => void;
  onPaper: () => void;
}) {
  const source = material.licenceId === null ? null : `licence:${material.licenceId}`;
  const pointing = usePointing(source);
  const isLit = useSourceLit(source);
  const isPledge = material.settlement === 'pledge' && material.pledgeText !== '';
  const id = `material-${material.key}`;
  const isAsked =
    !material.settled &&
    material.settlement === 'verification' &&
    errand !== undefined &&
    errand.state !== 'failed';
  // F3 leads to the first thing that can settle it.
  const isFile = material.attachable && !isPledge;
  return (
    <li
      className={[
        'material',
        material.settled || material.deferred ? '' : 'material-open',
        isLit ? 'field-lit' : '',
      ]
        .filter(Boolean)
        .join(' ')}
      {...pointing}
    >
      <div className="material-text">
        <p className="cell-main">{material.name}</p>
        <p className="cell-sub">
          {material.settlement === 'sharing' && material.licenceName
            ? FORM.fromLicence(material.licenceName)
            : `${FORM.basis} ${material.basis}`}
        </p>
        {material.deferred ? <p className="cell-sub">{OFFLINE.deferredText}</p> : null}
        {errand && errand.kind !== 'issue' ? <VerificationLine errand={errand} /> : null}
        <Backfill material={material} />
        {pledging && pledging !== 'allowed' ? (
          <p className="cell-sub verify-late">{PLEDGE_CHECK[pledging]}</p>
        ) : null}
      </div>
      <Chip
        tone={material.settled ? 'verified' : 'attention'}
        icon={material.settled ? 'done' : isAsked || material.deferred ? 'clock' : 'missing'}
      >
        {material.deferred ? OFFLINE.deferred : settlementWord(material, isAsked ? errand.kind : null)}
      </Chip>
      <span className="material-actions">
        {isPledge ? (
          <Button
            id={id}
            type={material.settled ? 'default' : 'primary'}
            ghost={!material.settled}
            disabled={pledging === 'unchecked' && !material.settled}
            onClick={onPledge}
          >
            {material.settled ? FORM.showPledge : FORM.pledge}
          </Button>
        ) : null}
        {material.settled || material.deferred ? null : (
          <Button {...(isPledge || isFile ? {} : { id })} onClick={onPaper}>
            {FORM.paper}
          </Button>
        )}
      </span>
      {material.attachable ? <AttachmentList material={material} id={isFile ? id : `${id}-files`} /> : null}
    </li>
  );
}

function settlementWord(
  { settlement, settled, paperReason, attachments }: FormMaterial,
  /** What its department has been asked for and not answered yet. */
  asked: Errand['kind'] | null,
): string {
  if (asked) return `${ERRAND_KIND[asked]} ${VERIFYING.left}`;
  if (!settled) return `${SETTLEMENT[settlement]} ${FORM.open}`;
  if (settlement === 'pledge') return FORM.pledged;
  if (settlement === 'paper' && paperReason === '' && attachments.length > 0) return ATTACH.taken;
  return settlement === 'paper' ? FORM.paperTaken : SETTLEMENT[settlement];
}

function PaperDialog({ material, onClose }: { material: FormMaterial; onClose: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const accept = async (reason: string) => {
    const done = await errand.run(() => facade.case.acceptPaper({ key: material.key, reason }));
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return (
    <ReasonDialog
      title={PAPER.title}
      subject={material.name}
      text={PAPER.text}
      reasons={PAPER.reasons}
      confirm={PAPER.confirm}
      busy={errand.busy}
      failure={errand.failure}
      onConfirm={(reason) => void accept(reason)}
      onClose={onClose}
    />
  );
}
