import { ok, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Frame } from '../../contract/flow/frame';
import type { Clock, Ids } from '../../contract/ports/clock';
import { hallTime } from '../base';
import { readCard } from './idcard/read-card';
import { readCode } from './qr/read-code';

/**
 * Record 2 from record 1: who, by this frame, stands at the window. A card is judged by the hall's calendar day of now.
 * Fails with CREDENTIAL_CARD_TYPE_UNKNOWN, _CARD_TEXT_INVALID, _CARD_EXPIRED or _CODE_UNREADABLE.
 */
export function readCredential(frame: Frame, ports: { ids: Ids; clock: Clock }): Result<Credential> {
  const readAt = ports.clock.now();
  const record = () => ({ id: ports.ids.next(), frameId: frame.id, readAt });
  if (frame.content.kind === 'id-card-base') {
    const { text, newestAddress } = frame.content;
    const card = readCard(text, hallTime(readAt).day, newestAddress ?? null);
    return card.ok ? ok({ kind: 'id-card', ...record(), ...card.value }) : card;
  }
  const code = readCode(frame.content.bytes);
  return code.ok ? ok({ kind: 'code', ...record(), ...code.value }) : code;
}
