import { type Check, NOT_EXAMINED } from './check';

/** The certificate comes from an authority that is trusted here. Without one to compare with nothing can be said. */
export const trust: Check = {
  name: 'trust',
  find({ cms, chain }) {
    if (!cms) return NOT_EXAMINED;
    if (!chain?.unbroken) return { failed: 'chain-broken' };
    if (chain.anchor === 'none-given') return { undetermined: 'trust-not-given' };
    return chain.anchor === 'trusted' ? 'ok' : { undetermined: 'root-unknown' };
  },
};
