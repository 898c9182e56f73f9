import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Facade } from '../../bridge';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote, Icon, Key, Labelled } from '../../parts';
import { ROLE, SIGN_IN } from '../../words';
import { CardNote } from './CardNote';

type TrainingAccount = Extract<
  Awaited<ReturnType<Facade['training']['accounts']>>,
  { ok: true }
>['value'][number];

/** In training the account stands there already; Enter is enough. */
export function AccountForm({
  training,
  caseKept,
  account: known,
}: {
  training: boolean;
  caseKept: boolean;
  /** Who is expected back; empty: anybody. */
  account: string;
}) {
  const { facade, store } = useHall();
  const errand = useCall();
  const laying = useCall();
  const confirm = useSnapshot().cardSignIn?.confirm?.account ?? null;
  const [account, setAccount] = useState(known);
  const [accounts, setAccounts] = useState<readonly TrainingAccount[]>([]);
  const [secret, setSecret] = useState('');
  const [missing, setMissing] = useState<'account' | 'secret' | null>(null);
  const secretInput = useRef<InputRef>(null);

  useEffect(() => {
    if (!training) return;
    let current = true;
    void facade.training.accounts().then((answer) => {
      if (!current || !answer.ok) return;
      setAccounts(answer.value);
      const expected = answer.value.find((each) => each.account === known) ?? answer.value[0];
      setAccount(expected?.account ?? '');
      setSecret(expected?.secret ?? '');
    });
    return () => {
      current = false;
    };
  }, [facade, training, known]);

  // A card says whose it is; only the secret is left to type.
  useEffect(() => {
    if (confirm === null) return;
    setAccount(confirm);
    setSecret(accounts.find((each) => each.account === confirm)?.secret ?? '');
    secretInput.current?.focus();
  }, [confirm, accounts]);

  const layCard = async () => {
    const person = accounts.find((each) => each.account === account)?.personId;
    if (person === undefined) return;
    await facade.training.liftCard();
    await facade.clerk.awaitCard();
    await laying.run(() => facade.training.layCard({ personId: person }));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (account.trim() === '') return setMissing('account');
    if (secret === '') {
      setMissing('secret');
      secretInput.current?.focus();
      return;
    }
    setMissing(null);
    const done = await errand.run(() => facade.clerk.signIn({ account: account.trim(), secret }));
    if (done) await store.refresh();
    else {
      setSecret('');
      secretInput.current?.focus();
    }
  };
  return (
    <form className="stack-form" onSubmit={(event) => void submit(event)}>
      <h1>{SIGN_IN.title}</h1>
      {caseKept ? (
        <p className="sign-in-kept">
          <Icon name="file" />
          {SIGN_IN.caseKept}
        </p>
      ) : null}
      <Labelled label={SIGN_IN.account} problem={missing === 'account' ? SIGN_IN.accountMissing : null}>
        {(id) => (
          <Input
            id={id}
            size="large"
            autoFocus={known === ''}
            maxLength={40}
            autoComplete="off"
            value={account}
            status={missing === 'account' ? 'error' : ''}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={SIGN_IN.secret} problem={missing === 'secret' ? SIGN_IN.secretMissing : null}>
        {(id) => (
          <Input.Password
            id={id}
            ref={secretInput}
            autoFocus={known !== ''}
            size="large"
            maxLength={128}
            visibilityToggle={false}
            autoComplete="off"
            value={secret}
            status={missing === 'secret' ? 'error' : ''}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Labelled>
      {accounts.length > 0 ? (
        <div className="choices">
          {accounts.map((each) => (
            <Button
              key={each.account}
              type={each.account === account ? 'primary' : 'default'}
              ghost={each.account === account}
              onClick={() => {
                setAccount(each.account);
                setSecret(each.secret);
                secretInput.current?.focus();
              }}
            >
              {ROLE[each.role]}
            </Button>
          ))}
          <Button loading={laying.busy} onClick={() => void layCard()}>
            {SIGN_IN.cardTraining}
          </Button>
        </div>
      ) : null}
      {training && account && secret ? <p className="quiet">{SIGN_IN.trainingFilled}</p> : null}
      <FailureNote failure={errand.failure ?? laying.failure} />
      <Button type="primary" size="large" block htmlType="submit" loading={errand.busy}>
        {errand.busy ? SIGN_IN.working : SIGN_IN.submit}
        <Key name={SIGN_IN.enterKey} />
      </Button>
      <CardNote />
    </form>
  );
}
