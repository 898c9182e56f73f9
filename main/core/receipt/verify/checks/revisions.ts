import { type Check, NOT_EXAMINED } from './check';

/** A receipt is written in one piece; a file of several revisions could show another content than was read. */
export const revisions: Check = {
  name: 'revisions',
  find({ signature, revisions: count }) {
    if (!signature) return NOT_EXAMINED;
    return count === 1 ? 'ok' : { failed: 'revised' };
  },
};
