import { type Check, NOT_EXAMINED } from './check';

/** A clock at the window may run ahead of the verifier's by so much. */
const CLOCK_SKEW_MS = 86_400_000;

/** Every certificate was valid at the sealing time (/M), and that time is not to come. */
export const validity: Check = {
  name: 'validity',
  find({ signature, chain }, { now }) {
    if (!signature || !chain) return NOT_EXAMINED;
    const { signedAt } = signature;
    if (signedAt === null) return { failed: 'time-missing' };
    if (signedAt > now + CLOCK_SKEW_MS) return { failed: 'time-ahead' };
    return chain.notBefore <= signedAt && signedAt <= chain.notAfter
      ? 'ok'
      : { failed: 'certificate-not-valid-then' };
  },
};
