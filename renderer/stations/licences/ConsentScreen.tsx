import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../main/contract/calls';
import type { GrantScope } from '../../../main/contract/flow/grant';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { Dialog, FailureNote, Key } from '../../parts';
import { CONSENT, DIALOG, FRAME } from '../../words';
import { askedOf } from './asked';

/** The screen turned to the applicant: who asks, for what, which licences and fields; each licence is theirs to tick. */
export function ConsentScreen({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { facade, store } = useHall();
  const { station } = useSnapshot();
  const errand = useCall();
  const wanted = askedOf(view.wanted);
  const withheld = new Set(
    view.grant?.gaps.filter(({ why }) => why === 'withheld').map(({ typeSeq }) => typeSeq),
  );
  // Nothing that was withheld is ticked for them.
  const [ticked, setTicked] = useState(
    () => new Set(wanted.map(({ typeSeq }) => typeSeq).filter((typeSeq) => !withheld.has(typeSeq))),
  );
  const toggle = (typeSeq: number) =>
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(typeSeq)) after.add(typeSeq);
      return after;
    });
  const send = async (chosen: ReadonlySet<number>) => {
    const allowed: GrantScope[] = wanted
      .filter(({ typeSeq }) => chosen.has(typeSeq))
      .map(({ typeSeq, elements }) => ({ typeSeq, elements: elements.map(({ key }) => key) }));
    const done = await errand.run(() => facade.case.consentOnScreen({ allowed }));
    if (done) store.putCase(done.value);
    if (done) onClose();
  };
  const agree = () => {
    if (ticked.size > 0) void send(ticked);
  };
  return (
    <Dialog
      title={CONSENT.screenTitle}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <AgreeKey run={agree} />
          <Button size="large" onClick={onClose}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" loading={errand.busy} onClick={() => void send(new Set())}>
            {CONSENT.screenNone}
          </Button>
          <Button
            size="large"
            type="primary"
            loading={errand.busy}
            disabled={ticked.size === 0}
            onClick={agree}
          >
            {CONSENT.screenAgree(ticked.size)}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      <div className="consent-screen">
        <p className="consent-for">
          <span>{CONSENT.screenWho(station.hallName, FRAME.windowNo(station.windowNo))}</span>
          <span>{CONSENT.screenFor(view.item?.name ?? '')}</span>
        </p>
        <ul>
          {wanted.map(({ typeSeq, name, elements }) => (
            <li key={typeSeq}>
              <label className={ticked.has(typeSeq) ? 'consent-row consent-row-on' : 'consent-row'}>
                <input type="checkbox" checked={ticked.has(typeSeq)} onChange={() => toggle(typeSeq)} />
                <span className="consent-name">{name}</span>
                <span className="consent-elements">
                  {elements.length === 0 ? CONSENT.existence : elements.map(({ label }) => label).join('、')}
                </span>
              </label>
            </li>
          ))}
        </ul>
        <p>{ticked.size === 0 ? CONSENT.screenNoneHint : CONSENT.screenOnly}</p>
      </div>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function AgreeKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
