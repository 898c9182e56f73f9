import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PublishedItem } from '../../../main/contract/calls';
import { KEYS, useHall, useReading, useSnapshot } from '../../hall';
import { Dialog, EmptyNote, FailureNote, Key } from '../../parts';
import { DIALOG, IDENTIFY, RULES, writeDay } from '../../words';
import { findRules } from './find-rules';
import './rules.css';

/** Which licences the hall accepts, for which items, and how they are used; in large letters, to search and to print. */
export function RulesPage({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const { station } = useSnapshot();
  const { told: rules, failure } = useReading(() => facade.rules.published());
  const [text, setText] = useState('');
  const found = rules && findRules(rules, text);
  const nameOf = (seq: number) => rules?.items.find((item) => item.seq === seq)?.name ?? '';
  return (
    <Dialog
      title={RULES.title}
      width="full"
      onClose={onClose}
      footer={
        <>
          <Button size="large" disabled={!found} onClick={() => window.print()}>
            {RULES.print}
          </Button>
          <Button size="large" onClick={onClose}>
            {DIALOG.close}
            <Key name={KEYS.close} />
          </Button>
        </>
      }
    >
      <FailureNote failure={failure} />
      {rules || failure ? null : <p role="status">{RULES.reading}</p>}
      {rules && found ? (
        <article className="rules">
          <header>
            <h1>
              {station.hallName}
              {RULES.title}
            </h1>
            <p className="quiet">{RULES.edition(rules.edition, writeDay(rules.effectiveFrom))}</p>
            <p>{RULES.consent}</p>
          </header>
          <Input
            className="rules-search"
            size="large"
            autoFocus
            allowClear
            aria-label={RULES.search}
            placeholder={RULES.search}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {found.licences.length + found.items.length === 0 ? (
            <EmptyNote icon="search" title={RULES.none} text={RULES.noneHint} />
          ) : null}
          {found.licences.length > 0 ? <h2>{RULES.licences(found.licences.length)}</h2> : null}
          {found.licences.map((licence) => (
            <section key={licence.seq}>
              <h3>{licence.name}</h3>
              <p className="quiet">{RULES.issued(RULES.holder[licence.holder], licence.issuer)}</p>
              <p>{RULES.usedIn(licence.itemSeqs.map((seq) => ({ seq, name: nameOf(seq) })))}</p>
            </section>
          ))}
          {found.items.length > 0 ? <h2>{RULES.items(found.items.length)}</h2> : null}
          {found.items.map((item) => (
            <Item key={item.seq} item={item} />
          ))}
          <p className="quiet">{RULES.others(rules.others)}</p>
        </article>
      ) : null}
    </Dialog>
  );
}

function Item({ item }: { item: PublishedItem }) {
  return (
    <section>
      <h3>
        {item.name || IDENTIFY.nameMissing}
        {item.trial ? RULES.trial : ''}
      </h3>
      <p className="quiet">{RULES.about(item.seq, item.department, RULES.holder[item.audience])}</p>
      <ul>
        {item.licences.map(({ seq, name, use }) => (
          <li key={seq}>{RULES.usedAs(name, RULES.use[use])}</li>
        ))}
        {item.proofs.map(({ name, way, otherwise, basis }) => (
          <li key={`${name} ${basis}`}>
            {RULES.usedAs(name, RULES.way[way])}
            {otherwise === way ? '' : RULES.otherwise(RULES.way[otherwise])}
            <span className="quiet">{RULES.basis(basis)}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{RULES.lawful(item.legalBasis)}</p>
    </section>
  );
}
