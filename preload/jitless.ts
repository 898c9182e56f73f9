/** The page's security policy forbids eval; zod decides when a schema is made, so this comes before the schemas. */
import { config } from 'zod';

config({ jitless: true });
