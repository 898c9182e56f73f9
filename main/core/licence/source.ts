import type { z } from 'zod';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { CaseReference } from '../../contract/province/wire';

/** Case, item, window, clerk and 用证事由: stands with every request on the province's log. */
export type Reference = z.infer<typeof CaseReference>;

export type AnswerTo<Name extends keyof LicenceSource> = ReturnType<LicenceSource[Name]>;
