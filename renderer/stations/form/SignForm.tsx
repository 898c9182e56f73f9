import { Button } from 'antd';
import { useState } from 'react';
import type { Signature } from '../../../main/contract/flow/signature';
import { formGaps, useCaseQuestion, useHall, useSnapshot } from '../../hall';
import { ConfirmDialog, Icon } from '../../parts';
import { SIGN_FORM, writeInstant } from '../../words';
import { SignPad } from './SignPad';

/** The applicant signs the whole form by hand, once nothing in it is left open (R75). */
export function SignForm() {
  const { case: view } = useSnapshot();
  const [signing, setSigning] = useState(false);
  if (!view?.form || formGaps(view).length > 0) return null;
  const { formSigned } = view;
  return (
    <>
      <Button
        size="large"
        icon={<Icon name={formSigned ? 'done' : 'edit'} />}
        title={formSigned ? SIGN_FORM.signedAt(writeInstant(formSigned.at)) : SIGN_FORM.hint}
        onClick={() => setSigning(true)}
      >
        {formSigned ? SIGN_FORM.again : SIGN_FORM.open}
      </Button>
      {signing ? <SignFormDialog onClose={() => setSigning(false)} /> : null}
    </>
  );
}

function SignFormDialog({ onClose }: { onClose: () => void }) {
  const { facade, drafts } = useHall();
  const [signature, setSignature] = useState<Signature | null>(null);
  const sign = async (by: Signature) => {
    await drafts.flush();
    return facade.case.signForm({ signature: by });
  };
  const { tried, dialog } = useCaseQuestion(signature && (() => sign(signature)), onClose);
  return (
    <ConfirmDialog title={SIGN_FORM.title} width="wide" confirm={SIGN_FORM.confirm} {...dialog}>
      <p>{SIGN_FORM.text}</p>
      <SignPad onChange={setSignature} />
      {tried && !signature ? (
        <p className="field-problem" role="alert">
          {SIGN_FORM.missing}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
