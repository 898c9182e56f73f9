import { type Check, NOT_EXAMINED } from './check';

/** The signature names its own certificate (signing-certificate-v2, RFC 5035): no other one was put in its place. */
export const signingCertificate: Check = {
  name: 'signing-certificate',
  find({ cms, chain }) {
    if (!cms) return NOT_EXAMINED;
    if (cms.namesSigner === null) return { failed: 'certificate-not-named' };
    if (!cms.namesSigner) return { failed: 'certificate-swapped' };
    return chain?.signerMaySign === false ? { failed: 'certificate-usage' } : 'ok';
  },
};
