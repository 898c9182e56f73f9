import { Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import type { FormMaterial } from '../../../main/contract/flow/form';
import type { Signature } from '../../../main/contract/flow/signature';
import { KEYS, useCall, useHall, useKey } from '../../hall';
import { Dialog, FailureNote, Icon, Key } from '../../parts';
import { PLEDGE, pledgeParagraphs, SIGN } from '../../words';
import { ReadAloud } from './ReadAloud';
import { SignPad } from './SignPad';

/** A few pixels short of the end is the end: sizes are rounded. */
const END_SLACK_PX = 8;

/** The pledge in type that can be read across the desk: seen to its end, then signed by hand. */
export function PledgeDialog({ material, onClose }: { material: FormMaterial; onClose: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const text = useRef<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState(false);
  const [signature, setSignature] = useState<Signature | null>(null);
  const [tried, setTried] = useState(false);
  const look = useCallback(() => {
    const element = text.current;
    if (element && element.scrollTop + element.clientHeight >= element.scrollHeight - END_SLACK_PX)
      setSeen(true);
  }, []);
  // The dialog lays its content in after itself. A short text is at its end then; a larger window shows more of a long one.
  const placeText = useCallback(
    (element: HTMLDivElement) => {
      text.current = element;
      element.focus();
      const watch = new ResizeObserver(look);
      watch.observe(element);
      return () => watch.disconnect();
    },
    [look],
  );
  const answer = async (agreed: boolean) => {
    const given = agreed && signature ? { signature } : {};
    const done = await errand.run(() => facade.case.pledge({ key: material.key, agreed, ...given }));
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  const sign = () => {
    setTried(true);
    if (!seen) text.current?.scrollBy({ top: text.current.clientHeight - 60 });
    else if (signature) void answer(true);
  };
  const paragraphs = pledgeParagraphs(material.pledgeText);
  return (
    <Dialog
      title={PLEDGE.title}
      width="full"
      onClose={onClose}
      footer={
        material.settled ? (
          <Button size="large" loading={errand.busy} onClick={() => void answer(false)}>
            {PLEDGE.withdraw}
          </Button>
        ) : (
          <>
            <SignKey run={sign} />
            <Button size="large" onClick={onClose}>
              {PLEDGE.disagree}
              <Key name={KEYS.close} />
            </Button>
            <Button size="large" type="primary" loading={errand.busy} onClick={sign}>
              {SIGN.sign}
              <Key name={KEYS.primary} />
            </Button>
          </>
        )
      }
    >
      <div className="pledge-head">
        <p className="dialog-subject">
          {PLEDGE.material} {material.name}
        </p>
        <ReadAloud text={material.pledgeText} />
      </div>
      <div
        ref={placeText}
        className={`pledge-text pledge-large scroll${seen ? '' : ' pledge-unread'}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: read and scrolled by keyboard as well.
        tabIndex={0}
        onScroll={look}
      >
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {material.settled ? (
        <p className="quiet">{material.pledge?.method === 'signed' ? SIGN.signed : SIGN.spoken}</p>
      ) : seen ? (
        <SignPad onChange={setSignature} />
      ) : (
        <p className="pledge-scroll">
          <Icon name="down" />
          {SIGN.scroll}
        </p>
      )}
      {tried && seen && !signature && !material.settled ? (
        <p className="field-problem" role="alert">
          {SIGN.missing}
        </p>
      ) : null}
      <p className="quiet">{PLEDGE.note}</p>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function SignKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
