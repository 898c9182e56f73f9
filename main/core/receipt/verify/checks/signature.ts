import { type Check, NOT_EXAMINED } from './check';

/** The seal's key made the signature, and nothing around the signed bytes was touched either. */
export const signature: Check = {
  name: 'signature',
  find({ signature: dictionary, cms }) {
    if (!dictionary) return NOT_EXAMINED;
    if (!cms) return { failed: 'cms-unreadable' };
    if (!cms.signatureValid) return { failed: 'signature-mismatch' };
    return cms.canonical ? 'ok' : { failed: 'cms-altered' };
  },
};
