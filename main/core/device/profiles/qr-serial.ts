/** A code scanner on a serial port, as makers deliver it: 9600 8N1; the ending is whatever the scanner is set to. */
export const QR_SERIAL_PROFILE = {
  baud: 9_600,
  /** Silence that ends a code without an ending. */
  quietMs: 300,
} as const;
