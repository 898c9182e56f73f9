/** Who has sealed a jointly sealed licence, on which level, and how each seal was judged (R71). */
import type { LicenceCopy, Verdict } from '../../main/contract/flow/grant';
import { CHECK_REASON, SEALS, VERDICT } from '../words';
import { Icon, type IconName } from './Icon';

const ICON: Record<Verdict, IconName> = { passed: 'done', failed: 'danger', undetermined: 'warning' };

export function SealLines({ licence }: { licence: LicenceCopy }) {
  if (licence.seals.length === 0) return null;
  return (
    <ul className="seal-lines" aria-label={SEALS.title}>
      {licence.seals.map(({ body, level, verdict, checks }) => {
        const why = checks.find((check) => check.verdict === verdict && check.why)?.why;
        return (
          <li key={body} className={`seal-line seal-${verdict}`}>
            <Icon name={ICON[verdict]} />
            <span>
              {level ? `${SEALS.level[level]} ` : ''}
              {body} {VERDICT[verdict]}
              {why ? <span className="quiet"> {CHECK_REASON[why]}</span> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
