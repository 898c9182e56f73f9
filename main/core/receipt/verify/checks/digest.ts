import { type Check, NOT_EXAMINED } from './check';

/** The file's bytes are the ones that were sealed. */
export const digest: Check = {
  name: 'digest',
  find({ digest: found, cms }) {
    if (!found || !cms) return NOT_EXAMINED;
    if (!cms.messageDigest) return { failed: 'digest-missing' };
    return Buffer.from(found).equals(cms.messageDigest) ? 'ok' : { failed: 'digest-mismatch' };
  },
};
