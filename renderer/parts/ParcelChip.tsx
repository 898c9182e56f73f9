/** How far a receipt is on its way to the province. */
import type { ParcelView } from '../../main/contract/calls';
import { PARCEL_STATE } from '../words';
import { Chip, type Tone } from './Chip';
import type { IconName } from './Icon';

const LOOK: Record<ParcelView['state'], { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'plain', icon: 'clock' },
  leased: { tone: 'action', icon: 'send' },
  later: { tone: 'attention', icon: 'clock' },
  parked: { tone: 'danger', icon: 'danger' },
  acknowledged: { tone: 'verified', icon: 'done' },
};

/** `words`: where there is room to say more. */
export function ParcelChip({
  state,
  words = PARCEL_STATE,
}: {
  state: ParcelView['state'];
  words?: Readonly<Record<ParcelView['state'], string>>;
}) {
  return (
    <Chip tone={LOOK[state].tone} icon={LOOK[state].icon}>
      {words[state]}
    </Chip>
  );
}
