import { type Check, NOT_EXAMINED } from './check';

/** The signature reaches the end of the file: nothing was appended after sealing. */
export const coverage: Check = {
  name: 'coverage',
  find({ signature, size }) {
    const range = signature?.byteRange;
    if (!range) return NOT_EXAMINED;
    return range[2] + range[3] === size ? 'ok' : { failed: 'appended' };
  },
};
