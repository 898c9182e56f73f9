/** What all profiles of HID devices say: which device they are for. Null fits any. */
export interface HidProfile {
  readonly id: string;
  readonly vendorId: number | null;
  readonly productId: number | null;
  readonly usagePage: number | null;
  readonly usage: number | null;
  /** Nothing published says that this is how the device talks; to be confirmed with one in hand. */
  readonly needsRealDevice: boolean;
}
