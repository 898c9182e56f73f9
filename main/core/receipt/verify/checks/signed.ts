import type { Check } from './check';

const SUB_FILTER = 'ETSI.CAdES.detached';

/** The file carries exactly one signature, of the kind that receipts are sealed with. */
export const signed: Check = {
  name: 'signed',
  find({ signatures, signature }) {
    if (signatures === 0) return { failed: 'unsigned' };
    if (signatures > 1) return { failed: 'several-signatures' };
    if (!signature) return { failed: 'signature-unreadable' };
    return signature.subFilter === SUB_FILTER ? 'ok' : { failed: 'signature-kind' };
  },
};
