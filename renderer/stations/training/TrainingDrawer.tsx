import { Button, Input, Segmented, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TrainingPerson } from '../../../main/contract/calls';
import type { ShownForm } from '../../../main/contract/province/shown-forms';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { Chip, FailureNote, Icon, Key, Labelled } from '../../parts';
import { DIALOG, groupNumber, IDENTIFY, SHOWN_FORM, TRAINING } from '../../words';
import { findPeople, type PeopleKind } from './find-people';
import './training.css';

const KINDS = ['all', 'person', 'enterprise'] as const satisfies readonly PeopleKind[];

const FORMS = Object.keys(SHOWN_FORM) as ShownForm[];
const NO_ITEM = 0;
/** Pensioners' allowance: what a newcomer tries first. */
const FIRST_ITEM = 37;

/** Whose card lies on the simulated reader; kept while the panel is closed. */
let laidPerson: TrainingPerson | null = null;

export function TrainingDrawer({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const reading = useCall();
  const acting = useCall();
  const [people, setPeople] = useState<readonly TrainingPerson[] | null>(null);
  const [laid, setLaid] = useState(laidPerson);
  const [wanted, setWanted] = useState('');
  const [kind, setKind] = useState<PeopleKind>('all');
  const [form, setForm] = useState<ShownForm>('one-code');
  const [itemSeq, setItemSeq] = useState(FIRST_ITEM);
  const [taken, setTaken] = useState('');
  const { commonItems, station } = useSnapshot();
  const list = useRef<HTMLUListElement>(null);
  useKey('close', onClose);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when the panel opens.
  useEffect(() => {
    void reading
      .run(() => facade.training.people())
      .then((answer) => {
        if (answer) setPeople(answer.value);
      });
  }, []);
  const { shown, found } = findPeople(people ?? [], wanted, kind);

  const putOn = (person: TrainingPerson | null) => {
    laidPerson = person;
    setLaid(person);
  };
  const layCard = async (person: TrainingPerson) => {
    const done = await acting.run(() => facade.training.layCard({ personId: person.id }));
    if (!done) return;
    putOn(person);
    onClose();
  };
  const showCode = async (person: TrainingPerson) => {
    const done = await acting.run(() => facade.training.showCode({ holderId: person.id, form }));
    if (done) onClose();
  };
  const takeTicket = async ({ id: holderId, name }: TrainingPerson) => {
    setTaken('');
    const done = await acting.run(async () => {
      const settings = await facade.settings.read();
      if (!settings.ok) return settings;
      const { hallCode = '', queueGroup: group = '' } = settings.value;
      const item = itemSeq === NO_ITEM ? null : itemSeq;
      return facade.training.takeTicket({ holderId, itemSeq: item, hallCode, group });
    });
    if (done) setTaken(TRAINING.taken(done.value.number, name, done.value.ahead));
  };
  /** What the applicant would do first. */
  const showUp = (person: TrainingPerson) =>
    void (person.hasCard && form === 'one-code' ? layCard(person) : showCode(person));
  const liftCard = async () => {
    const done = await acting.run(() => facade.training.liftCard());
    if (done) putOn(null);
  };
  return (
    <aside className="training" aria-label={TRAINING.title}>
      <header className="training-head">
        <h2>{TRAINING.title}</h2>
        <Chip tone="attention" icon="warning">
          {TRAINING.mark}
        </Chip>
        <span className="foot-space" />
        <button type="button" className="plain-button" aria-label={DIALOG.close} onClick={onClose}>
          <Key name={KEYS.training} /> <Icon name="close" />
        </button>
      </header>
      <p className="quiet training-text">{TRAINING.text}</p>
      {laid ? (
        <p className="training-laid">
          <Icon name="card" />
          <span>{TRAINING.laid(laid.name)}</span>
          <Button loading={acting.busy} onClick={() => void liftCard()}>
            {TRAINING.liftCard}
          </Button>
        </p>
      ) : null}
      <FailureNote failure={acting.failure ?? reading.failure} />
      <div className="training-search">
        <Input
          autoFocus
          allowClear={{ clearIcon: <Icon name="close" /> }}
          aria-label={TRAINING.search}
          placeholder={TRAINING.search}
          prefix={<Icon name="search" />}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onPressEnter={(event) => {
            const first = shown[0];
            if (first && !event.nativeEvent.isComposing) showUp(first);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            list.current?.querySelector('button')?.focus();
          }}
        />
      </div>
      <div className="training-search training-kinds">
        <Segmented<PeopleKind>
          aria-label={TRAINING.kind}
          value={kind}
          options={KINDS.map((value) => ({ value, label: TRAINING.kinds[value] }))}
          onChange={setKind}
        />
        <span className="quiet" role="status">
          {people === null ? '' : found === 0 ? TRAINING.none : TRAINING.found(shown.length, found)}
        </span>
      </div>
      <div className="training-search training-choices">
        <Labelled label={TRAINING.form}>
          {(id) => (
            <Select<ShownForm>
              id={id}
              suffixIcon={<Icon name="down" />}
              value={form}
              options={FORMS.map((value) => ({ value, label: TRAINING.showCode(SHOWN_FORM[value]) }))}
              onChange={setForm}
            />
          )}
        </Labelled>
        {station.queue ? (
          <Labelled label={TRAINING.ticketItem}>
            {(id) => (
              <Select<number>
                id={id}
                suffixIcon={<Icon name="down" />}
                value={itemSeq}
                options={[
                  { value: NO_ITEM, label: TRAINING.noItem },
                  ...commonItems.map(({ seq, name }) => ({
                    value: seq,
                    label: name || IDENTIFY.nameMissing,
                  })),
                ]}
                onChange={setItemSeq}
              />
            )}
          </Labelled>
        ) : (
          <span className="quiet">{TRAINING.noQueue}</span>
        )}
        <span className="training-taken" role="status">
          {taken}
        </span>
      </div>
      {people ? (
        <ul className="training-people scroll" ref={list} onKeyDown={moveBetweenRows}>
          {shown.map((person) => (
            <li key={person.id} className="training-person">
              <div>
                <p className="cell-main">
                  {person.name}
                  <span className="training-kind">{TRAINING.kinds[person.kind]}</span>
                </p>
                <p className="cell-sub">{groupNumber(person.numberMasked)}</p>
                <p className="cell-sub">{person.note}</p>
              </div>
              <div className="training-actions">
                {person.hasCard ? (
                  <Button disabled={acting.busy} onClick={() => void layCard(person)}>
                    {TRAINING.layCard}
                  </Button>
                ) : null}
                <Button disabled={acting.busy} onClick={() => void showCode(person)}>
                  {TRAINING.showCode(SHOWN_FORM[form])}
                </Button>
                {station.queue ? (
                  <Button disabled={acting.busy} onClick={() => void takeTicket(person)}>
                    {TRAINING.takeTicket}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p role="status">{reading.failure ? '' : TRAINING.loading}</p>
      )}
    </aside>
  );
}

/** Up and down between people, left and right between the buttons of one. */
function moveBetweenRows(event: KeyboardEvent<HTMLUListElement>): void {
  const here = document.activeElement;
  const row = here?.closest('li');
  if (!(here instanceof HTMLElement) || !row) return;
  const target =
    event.key === 'ArrowDown'
      ? row.nextElementSibling?.querySelector('button')
      : event.key === 'ArrowUp'
        ? row.previousElementSibling?.querySelector('button')
        : event.key === 'ArrowRight'
          ? here.nextElementSibling
          : event.key === 'ArrowLeft'
            ? here.previousElementSibling
            : null;
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus();
}
