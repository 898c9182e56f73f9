/** Always there: devices, province, queue, clock, who is signed in, lock. Green is quiet, amber says what, red says what to do. */
import type { ClerkView } from '../../main/contract/calls';
import { FAILURE_RETRY, type FailureCode } from '../../main/contract/failures/codes';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { isCardReader, KEYS, speakerOf, useNow, useSnapshot } from '../hall';
import { Icon, type IconName, Key } from '../parts';
import {
  DEVICE_STATE,
  dayOf,
  FOOT,
  OFFLINE,
  provinceWord,
  writeClock,
  writeDay,
  writeWeekday,
} from '../words';
import { deviceTone, type FootTone, provinceTone } from './foot-tone';
import type { Room } from './rooms';

export interface FootBarProps {
  readonly clerk?: ClerkView;
  readonly onLock: (() => void) | null;
  readonly onOpen: ((room: Room) => void) | null;
  readonly training?: boolean;
  readonly onTraining?: () => void;
  readonly onHelp?: () => void;
}

export function FootBar({ clerk, onLock, onOpen, training, onTraining, onHelp }: FootBarProps) {
  const { devices, province, outbox, callBacks } = useSnapshot();
  const waiting = outbox.waiting + outbox.leased + outbox.later;
  const queueWords = [
    waiting > 0 ? FOOT.queueWaiting(waiting) : '',
    outbox.parked > 0 ? FOOT.queueParked(outbox.parked) : '',
    callBacks.forClerk > 0 ? OFFLINE.foot(callBacks.forClerk) : '',
  ].filter(Boolean);
  return (
    <footer className="foot">
      {(['id-card', 'qr-serial'] as const).map((driver) => {
        const device = speakerOf(devices.filter((one) => isCardReader(one) === (driver === 'id-card')));
        const tone = device ? deviceTone(device) : 'quiet';
        const words = device?.failure ? FAILURE_WORDS[device.failure.code] : null;
        return (
          <FootItem
            key={driver}
            icon={driver === 'id-card' ? 'card' : 'scan'}
            label={FOOT[driver]}
            tone={tone}
            text={
              device
                ? tone === 'danger' && words
                  ? words.remedy
                  : (words?.what ?? DEVICE_STATE[device.state])
                : FOOT.none
            }
            onClick={onOpen ? () => onOpen('devices') : null}
          />
        );
      })}
      <FootItem
        icon="cloud"
        label={FOOT.province}
        tone={provinceTone(province)}
        text={provinceWord(province)}
        onClick={onOpen ? () => onOpen('devices') : null}
      />
      <FootItem
        icon="queue"
        label={FOOT.queue}
        tone={outbox.parked > 0 ? 'danger' : callBacks.forClerk > 0 ? 'attention' : 'verified'}
        text={queueWords.join(' · ') || FOOT.queueEmpty}
        onClick={onOpen ? () => onOpen('outbox') : null}
      />
      <span className="foot-space" />
      {onTraining ? (
        <button
          type="button"
          className="foot-button foot-training"
          aria-expanded={training}
          onClick={onTraining}
        >
          {FOOT.training}
          <Key name={KEYS.training} />
        </button>
      ) : null}
      {onHelp ? (
        <button type="button" className="foot-button" onClick={onHelp}>
          {FOOT.keys}
          <Key name={KEYS.help} />
        </button>
      ) : null}
      <Clock />
      {clerk ? (
        <span className="foot-clerk">
          <Icon name="user" />
          {clerk.name}
          {clerk.offline ? <OfflineWord why={clerk.offlineFor ?? null} /> : null}
        </span>
      ) : null}
      {onLock ? (
        <button type="button" className="foot-button" onClick={onLock}>
          <Icon name="lock" />
          {FOOT.lock}
          <Key name={KEYS.lock} />
        </button>
      ) : null}
    </footer>
  );
}

/** A line that is down the foot bar says already; what somebody has to put right is said here. */
function OfflineWord({ why }: { why: FailureCode | null }) {
  const isPassing = why === null || FAILURE_RETRY[why] === 'automatic';
  return (
    <span
      className="foot-offline"
      title={why === null ? '' : `${FAILURE_WORDS[why].what}。${FAILURE_WORDS[why].remedy}`}
    >
      {isPassing ? FOOT.offline : FOOT.offlineFor(FAILURE_WORDS[why].what)}
    </span>
  );
}

function FootItem({
  icon,
  label,
  tone,
  text,
  onClick,
}: {
  icon: IconName;
  label: string;
  tone: FootTone;
  text: string;
  onClick: (() => void) | null;
}) {
  return (
    <button
      type="button"
      className={`foot-item foot-${tone}`}
      title={`${label} ${text}`}
      disabled={!onClick}
      onClick={() => onClick?.()}
    >
      <Icon name={tone === 'danger' ? 'danger' : tone === 'attention' ? 'warning' : icon} />
      <span className="foot-label">{label}</span>
      <span className="foot-text">{text}</span>
    </button>
  );
}

function Clock() {
  const now = useNow();
  return (
    <span className="foot-clock">
      <span className="foot-date">
        {writeDay(dayOf(now))} {writeWeekday(now)}
      </span>
      <span>{writeClock(now)}</span>
    </span>
  );
}
