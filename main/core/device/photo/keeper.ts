import type { CaseView, PhotoView } from '../../../contract/calls';
import { failure } from '../../../contract/failures/failure';
import type { PhotoDecoder } from '../../../contract/ports/photo';
import { toBase64 } from '../../base';

/** Keeps the photo of the card on the open case, in memory, for as long as the clerk compares faces. */
export interface PhotoKeeper {
  /** The open case as it is now; null: none, or nobody is signed in. */
  follow(view: CaseView | null): void;
  /** The photo of a card that was just read. Takes the bytes over. */
  take(frameId: string, block: Uint8Array): void;
  view(): PhotoView;
}

/** The steps in which who stands there is still in question; from the form on the photo has served. */
const COMPARING: readonly CaseView['state'][] = ['Identifying', 'Authorising', 'ReviewingLicences'];

/** `decoder` null: none is set up. `onView` is called with each change. */
export function createPhotoKeeper(
  decoder: PhotoDecoder | null,
  onView: (view: PhotoView) => void,
): PhotoKeeper {
  /** The frame of the card on the open case; null while no photo belongs there. */
  let wanted: string | null = null;
  let card: PhotoView['card'] = null;
  let underWay: AbortController | null = null;

  const view = (): PhotoView => ({ decoder: decoder !== null, card });

  function drop(): void {
    underWay?.abort();
    underWay = null;
    if (!card) return;
    card = null;
    onView(view());
  }

  async function decode(by: PhotoDecoder, frameId: string, block: Uint8Array): Promise<void> {
    const mine = new AbortController();
    underWay = mine;
    const decoded = await by
      .decode(block, mine.signal)
      .catch(() => ({ ok: false, failure: failure('PHOTO_NOT_DECODED', { why: 'crashed' }) }) as const);
    block.fill(0);
    const image = decoded.ok
      ? { mediaType: decoded.value.mediaType, base64: toBase64(decoded.value.bytes) }
      : null;
    if (decoded.ok) decoded.value.bytes.fill(0);
    if (underWay !== mine) return;
    underWay = null;
    card = { frameId, image, failure: decoded.ok ? null : decoded.failure };
    onView(view());
  }

  return {
    follow(open) {
      const credential = open?.credential;
      const compares = open && credential?.kind === 'id-card' && COMPARING.includes(open.state);
      const next = compares ? credential.frameId : null;
      if (next !== wanted) drop();
      wanted = next;
    },
    take(frameId, block) {
      // The card was refused, or nobody is there to look at it.
      if (!decoder || frameId !== wanted) {
        block.fill(0);
        return;
      }
      drop();
      void decode(decoder, frameId, block);
    },
    view,
  };
}
