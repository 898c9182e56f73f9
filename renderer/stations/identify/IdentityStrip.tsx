import type { CredentialView } from '../../../main/contract/calls';
import { useSnapshot } from '../../hall';
import { Chip, Icon } from '../../parts';
import {
  CARD_DOCUMENT,
  CODE_FORMAT,
  CREDENTIAL_WARNING,
  groupNumber,
  IDENTIFY,
  PHOTO,
  TRAINING,
  writeDay,
} from '../../words';
import { ScanButton } from './ScanButton';

/** Who is asking, in one line; before anybody showed anything, that it may come first. */
export function IdentityStrip({
  credential,
  label = IDENTIFY.identity,
}: {
  credential: CredentialView | null;
  /** Whose identity it is. */
  label?: string;
}) {
  const { devices, station } = useSnapshot();
  if (!credential) {
    return (
      <div className="strip strip-quiet">
        <Icon name="card" />
        <Icon name="code" />
        <span className="strip-text">
          {IDENTIFY.identityFirst}
          {station.training ? <span className="strip-training">{TRAINING.howTo}</span> : null}
        </span>
        <ScanButton devices={devices} size="middle" />
      </div>
    );
  }
  return (
    <section className="strip strip-identity">
      <span className="strip-icon">
        <Icon name={credential.kind === 'id-card' ? 'card' : 'code'} />
      </span>
      <div className="strip-text">
        <h3 className="strip-label">{label}</h3>
        <p className="strip-main">
          {credential.name || (credential.format ? CODE_FORMAT[credential.format] : '')}
        </p>
        <p className="strip-facts">
          {credential.document ? <span>{CARD_DOCUMENT[credential.document]}</span> : null}
          {credential.format && credential.name ? <span>{CODE_FORMAT[credential.format]}</span> : null}
          {credential.numberMasked ? <span>{groupNumber(credential.numberMasked)}</span> : null}
          {credential.kind === 'id-card' ? (
            <span>
              {credential.validTo ? IDENTIFY.validTo(writeDay(credential.validTo)) : IDENTIFY.longTerm}
            </span>
          ) : null}
        </p>
        <PhotoNote credential={credential} />
        {credential.warnings.map((warning) => (
          <Chip key={warning} tone="attention" icon="warning">
            {CREDENTIAL_WARNING[warning]}
          </Chip>
        ))}
      </div>
    </section>
  );
}

/** Why there is no photo to compare with; the photo itself lies with the evidence. */
function PhotoNote({ credential }: { credential: CredentialView }) {
  const { photo } = useSnapshot();
  if (credential.kind !== 'id-card') return null;
  if (!photo.decoder) return <p className="quiet">{PHOTO.none}</p>;
  const failed = photo.card?.frameId === credential.frameId && photo.card.failure !== null;
  return failed ? <p className="quiet">{PHOTO.failed}</p> : null;
}
