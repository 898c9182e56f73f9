import { type Check, NOT_EXAMINED } from './check';

/** What is signed is everything but the signature itself: the gap is its own /Contents string and nothing more. */
export const byteRange: Check = {
  name: 'byte-range',
  find({ signature, gapIsContents }) {
    if (!signature) return NOT_EXAMINED;
    if (!signature.byteRange) return { failed: 'byte-range-unreadable' };
    return gapIsContents ? 'ok' : { failed: 'byte-range-gap' };
  },
};
