import { useEffect, useSyncExternalStore } from 'react';
import { formGaps, KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { ActionBar, FailureNote, Icon, Key, Station } from '../../parts';
import { FORM, OFFLINE } from '../../words';
import { FieldGroups } from './FieldGroups';
import { focusGap } from './focus-gap';
import { MaterialList } from './MaterialList';
import { SavingsNote } from './SavingsNote';
import { SignForm } from './SignForm';
import { WaitButton } from './WaitButton';
import './form.css';

export function FormStation() {
  const { facade, store, drafts } = useHall();
  const { case: view } = useSnapshot();
  const sealing = useCall();
  const unsent = useSyncExternalStore(drafts.subscribe, drafts.unsent);
  const form = view?.form ?? null;
  const gaps = view ? formGaps(view).filter((gap) => !unsent.includes(gap.key)) : [];
  useKey('nextGap', () => focusGap(gaps));
  // Whatever is still in a timer goes out when the screen is left.
  useEffect(() => () => void drafts.flush(), [drafts]);
  if (!view || !form) return null;

  const submit = async () => {
    const isSent = await drafts.flush();
    const newest = store.getState().snapshot?.case;
    const left = newest ? formGaps(newest) : [];
    if (!isSent || left.length > 0) return focusGap(left, true);
    const done = await sealing.run(() => facade.case.submit());
    if (done) store.putCase(done.value);
  };
  const count = (kind: (typeof gaps)[number]['kind']) => gaps.filter((gap) => gap.kind === kind).length;
  const left = [
    [FORM.left.conflict, count('conflict')],
    [FORM.left.missing, count('missing')],
    [FORM.left.wrong, count('wrong')],
    [FORM.left.material, count('material')],
  ] as const;
  return (
    <Station
      title={FORM.title}
      hint={view.item?.name ?? ''}
      aside={
        <p className={gaps.length > 0 ? 'form-left' : 'form-left form-complete'}>
          {gaps.length === 0 ? (
            <>
              <Icon name="done" />
              {FORM.complete}
            </>
          ) : (
            <>
              {left.map(([word, number]) =>
                number > 0 ? (
                  <span key={word}>
                    {word} <strong>{number}</strong>
                  </span>
                ) : null,
              )}
              <button type="button" className="link-button" onClick={() => focusGap(gaps)}>
                {FORM.toNext} <Key name={KEYS.nextGap} />
              </button>
            </>
          )}
        </p>
      }
      notes={<FailureNote failure={sealing.failure ?? view.failure} />}
      actions={
        <ActionBar
          back
          primary={{
            label: view.provisional ? OFFLINE.submit : FORM.submit,
            busy: sealing.busy,
            run: () => void submit(),
            missing:
              gaps.length > 0
                ? FORM.openLeft(gaps.length)
                : hasStuckDraft(unsent, drafts.get)
                  ? FORM.unsent
                  : undefined,
          }}
        >
          <SignForm />
          <WaitButton />
        </ActionBar>
      }
    >
      {view.provisional ? (
        <p className="offline-note">
          <Icon name="warning" />
          {view.provisional.holder.kind === 'enterprise' ? OFFLINE.agentNote : OFFLINE.note}
        </p>
      ) : null}
      {view.savings ? (
        <SavingsNote savings={view.savings} fields={form.fields.filter((field) => !field.hidden)} />
      ) : null}
      <FieldGroups form={form} />
      <MaterialList materials={form.materials.filter((material) => !material.hidden)} />
    </Station>
  );
}

function hasStuckDraft(unsent: readonly string[], get: ReturnType<typeof useHall>['drafts']['get']): boolean {
  return unsent.some((key) => get(key)?.failure);
}
