/** Right zone: a card per source of what stands on the form. Pointing at a card lights its fields, and the other way round. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CaseView, CredentialView, GrantView } from '../../main/contract/calls';
import { libraryName, provinceName } from '../../main/contract/catalogue/regions';
import type { LicenceCopy, LicenceDuties } from '../../main/contract/flow/grant';
import { evidenceKey, useCardLit, useElementLit, useEvidenceLight, useSnapshot } from '../hall';
import { CardPhoto, Chip, EmptyNote, Icon, type IconName, SealLines, type Tone } from '../parts';
import {
  CARD_DOCUMENT,
  CHECK_NAME,
  CODE_FORMAT,
  CREDENTIAL_WARNING,
  DUTIES,
  DUTY,
  EVIDENCE,
  EVIDENCE_PANE,
  elementWord,
  GAP,
  groupNumber,
  HOLDER_KIND,
  LICENCE_FACTS,
  maskResidentNumber,
  VERDICT,
  writeClock,
  writeDay,
} from '../words';

/** With more licences than this the cards start folded, so that all of them are in sight. */
const OPEN_CARDS = 2;

export function EvidencePane() {
  const { case: view } = useSnapshot();
  const licences = view?.grant?.licences ?? [];
  const sources = (view?.credential ? 1 : 0) + (view?.grant ? 1 : 0) + licences.length;
  return (
    <aside className="evidence" aria-label={EVIDENCE_PANE.title}>
      <header className="evidence-head">
        <h2>{EVIDENCE_PANE.title}</h2>
        {sources > 0 ? <span className="quiet">{EVIDENCE_PANE.count(sources)}</span> : null}
      </header>
      <div className="evidence-list scroll">
        {view && sources > 0 ? (
          <Cards view={view} />
        ) : (
          <EmptyNote icon="licence" title={EVIDENCE_PANE.emptyTitle} text={EVIDENCE_PANE.empty} />
        )}
      </div>
    </aside>
  );
}

function Cards({ view }: { view: CaseView }) {
  const { credential, grant } = view;
  const used = (key: string) =>
    view.form?.fields.filter((field) => evidenceKey(field.source) === key).length ?? 0;
  const showUsed = view.form !== null;
  return (
    <>
      {credential ? (
        <CredentialCard credential={credential} used={used('id-card')} showUsed={showUsed} />
      ) : null}
      {grant ? <HolderCard grant={grant} used={used('holder')} showUsed={showUsed} /> : null}
      {grant?.licences.map((licence) => (
        <LicenceCard
          key={licence.licenceId}
          licence={licence}
          labels={grant.elementLabels}
          used={used(`licence:${licence.licenceId}`)}
          showUsed={showUsed}
          startOpen={grant.licences.length <= OPEN_CARDS}
        />
      ))}
      {grant && grant.gaps.length > 0 ? (
        <section className="evidence-gaps">
          <h3>{EVIDENCE_PANE.gaps}</h3>
          <ul>
            {grant.gaps.map((gap) => (
              <li key={gap.typeSeq}>
                <span>{gap.name}</span>
                <Chip tone={gap.why === 'failed-check' ? 'danger' : 'attention'} icon="none">
                  {GAP[gap.why].word}
                </Chip>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function CredentialCard({
  credential,
  used,
  showUsed,
}: {
  credential: CredentialView;
  used: number;
  showUsed: boolean;
}) {
  const isCard = credential.kind === 'id-card';
  const title = credential.document
    ? CARD_DOCUMENT[credential.document]
    : credential.format
      ? CODE_FORMAT[credential.format]
      : '';
  return (
    <Card
      focusable
      lightKey="id-card"
      icon={isCard ? 'card' : 'code'}
      title={title || EVIDENCE_PANE.identity}
      badge={showUsed && isCard ? <Used count={used} /> : null}
    >
      <CardPhoto credential={credential} />
      {credential.name ? <p className="card-name">{credential.name}</p> : null}
      {credential.numberMasked ? <p className="card-number">{groupNumber(credential.numberMasked)}</p> : null}
      <p className="card-line">
        {isCard ? (
          <span>
            {credential.validTo ? EVIDENCE_PANE.until(writeDay(credential.validTo)) : EVIDENCE_PANE.longTerm}
          </span>
        ) : null}
        <span>{EVIDENCE_PANE.readAt(writeClock(credential.readAt))}</span>
      </p>
      {credential.warnings.map((warning) => (
        <p key={warning} className="card-warning">
          <Icon name="warning" />
          {CREDENTIAL_WARNING[warning]}
        </p>
      ))}
    </Card>
  );
}

function HolderCard({ grant, used, showUsed }: { grant: GrantView; used: number; showUsed: boolean }) {
  return (
    <Card
      focusable
      lightKey="holder"
      icon="user"
      title={EVIDENCE_PANE.holder}
      badge={showUsed ? <Used count={used} /> : null}
    >
      <p className="card-name">{grant.holder.name}</p>
      <p className="card-number">{groupNumber(grant.holder.codeMasked)}</p>
      <p className="card-line">
        <span>{HOLDER_KIND[grant.holder.kind]}</span>
        <span>{EVIDENCE[grant.evidence]}</span>
      </p>
    </Card>
  );
}

const DUTY_STEPS = ['issuing', 'holding', 'using', 'sharing', 'keeping'] as const;

const VERDICT_LOOK: Record<LicenceCopy['verdict'], { tone: Tone; icon: IconName }> = {
  passed: { tone: 'verified', icon: 'done' },
  failed: { tone: 'danger', icon: 'danger' },
  undetermined: { tone: 'attention', icon: 'warning' },
};

function LicenceCard({
  licence,
  labels,
  used,
  showUsed,
  startOpen,
}: {
  licence: LicenceCopy;
  labels: Readonly<Record<string, string>>;
  used: number;
  showUsed: boolean;
  startOpen: boolean;
}) {
  const [open, setOpen] = useState(startOpen);
  const litElement = useElementLit(`licence:${licence.licenceId}`);
  const look = VERDICT_LOOK[licence.verdict];
  const doubts = licence.checks.filter((check) => check.verdict !== 'passed');
  const elements = Object.entries(licence.elements);
  return (
    <Card
      lightKey={`licence:${licence.licenceId}`}
      icon="licence"
      title={licence.name}
      badge={
        <Chip tone={look.tone} icon={look.icon}>
          {VERDICT[licence.verdict]}
        </Chip>
      }
    >
      <p className="card-line">
        <span>{licence.issuer}</span>
        {licence.issuedIn === undefined ? null : (
          <span>{LICENCE_FACTS.issuedIn(provinceName(licence.issuedIn) ?? '')}</span>
        )}
      </p>
      {licence.library && (open || licence.library.level !== 'province') ? (
        <p className="card-line">
          <span>{LICENCE_FACTS.library(libraryName(licence.library))}</span>
        </p>
      ) : null}
      <p className="card-line">
        <span>{writeValidity(licence)}</span>
      </p>
      <SealLines licence={licence} />
      {doubts.map((check) => (
        <p key={check.name} className="card-warning">
          <Icon name="warning" />
          {CHECK_NAME[check.name]} {VERDICT[check.verdict]}
        </p>
      ))}
      <div className="card-foot">
        {elements.length > 0 ? (
          <button type="button" className="card-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'down' : 'right'} />
            {EVIDENCE_PANE.elements(elements.length)}
          </button>
        ) : null}
        {showUsed ? <Used count={used} /> : null}
      </div>
      {open ? (
        <dl className="card-elements">
          {elements.map(([element, value]) => (
            <div key={element} className={element === litElement ? 'card-element-lit' : ''}>
              <dt>{labels[`${licence.typeSeq}.${element}`] ?? EVIDENCE_PANE.unnamed}</dt>
              <dd>{groupNumber(maskResidentNumber(writeDay(elementWord(element, value))))}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {open && licence.duties ? <Duties duties={licence.duties} /> : null}
    </Card>
  );
}

/** Who answers for each step of the licence's way (R76). */
function Duties({ duties }: { duties: LicenceDuties }) {
  return (
    <section className="card-duties" aria-label={DUTIES.title}>
      <h4>{DUTIES.title}</h4>
      <dl className="card-elements">
        {DUTY_STEPS.map((step) => (
          <div key={step}>
            <dt>{DUTY[step]}</dt>
            <dd>{duties[step]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function writeValidity({ validFrom, validTo }: LicenceCopy): string {
  if (validTo === null) return EVIDENCE_PANE.longTerm;
  return validFrom
    ? EVIDENCE_PANE.to(writeDay(validFrom), writeDay(validTo))
    : EVIDENCE_PANE.until(writeDay(validTo));
}

function Used({ count }: { count: number }) {
  return <span className="card-used">{count > 0 ? EVIDENCE_PANE.used(count) : EVIDENCE_PANE.unused}</span>;
}

function Card({
  lightKey,
  icon,
  title,
  badge,
  focusable,
  children,
}: {
  lightKey: string;
  icon: IconName;
  title: string;
  badge?: ReactNode;
  /** Cards without a control of their own can be reached by Tab all the same. */
  focusable?: boolean;
  children: ReactNode;
}) {
  const light = useEvidenceLight();
  const isLit = useCardLit(lightKey);
  const place = useRef<HTMLElement>(null);
  const point = () => light.point({ key: lightKey, by: 'card', element: '' });
  const leave = () => light.point(null);
  useEffect(() => {
    if (isLit && light.get()?.by === 'field') place.current?.scrollIntoView({ block: 'nearest' });
  }, [isLit, light]);
  return (
    <article
      ref={place}
      className={isLit ? 'card card-lit' : 'card'}
      {...(focusable ? { tabIndex: 0 } : {})}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <header className="card-head">
        <Icon name={icon} />
        <h3>{title}</h3>
        {badge}
      </header>
      {children}
    </article>
  );
}
