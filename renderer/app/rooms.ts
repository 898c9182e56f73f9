import type { NAVIGATION } from '../words';

/** Where the clerk is: at the case, or in one of the rooms beside it. */
export type Room = keyof typeof NAVIGATION;
