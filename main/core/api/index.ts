/**
 * api: answers the calls schema for the core: parsed input -> casework or query -> result.
 * May import: contract, base, casework. Imported by: entry.
 */
export { createHandlers } from './gate';
export type { Workstation } from './workstation';
