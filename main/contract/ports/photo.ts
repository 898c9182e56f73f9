import type { Result } from '../failures/failure';

export const PHOTO_MEDIA_TYPES = ['image/bmp', 'image/png', 'image/jpeg'] as const;

export interface PhotoImage {
  readonly mediaType: (typeof PHOTO_MEDIA_TYPES)[number];
  readonly bytes: Uint8Array;
}

/** As the platform's `AbortSignal`, as far as it is needed here. */
export interface GiveUp {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Makes a picture of the photo on an ID card. How the photo is compressed (WLT) is not published, so the product brings no
 * decoder; a hall that has one from its reader's maker plugs it in here.
 */
export interface PhotoDecoder {
  /**
   * `block`: the 1024 bytes as the card gives them; neither kept nor changed. Nothing may be written to disk. Fails with
   * PHOTO_NOT_DECODED, `why` saying how.
   */
  decode(block: Uint8Array, giveUp: GiveUp): Promise<Result<PhotoImage>>;
}
