/** The largest file that may be attached to a material. */
export const ATTACHMENT_BYTES = 4 * 1024 * 1024;
