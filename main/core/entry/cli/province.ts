import { startProvince } from '../../../../fixtures/province';
import type { Values } from './commands';
import { DONE, type Outcome, print } from './output';
import { guarded, textOf, wholeNumber } from './values';

/** The reference provincial service on loopback, until Ctrl+C. */
export function provinceServe(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const dataDir = textOf(values, 'data');
    const province = await startProvince({
      port: wholeNumber(values, 'port', { min: 0, max: 65_535, otherwise: 8720 }),
      admin: values.admin === true,
      ...(dataDir === undefined ? {} : { dataDir }),
    });
    print({ ready: true, url: province.url });
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
    });
    await province.stop();
    return DONE;
  });
}
