import type { Failure, Result } from '../failures/failure';

/** One open serial line. Chunks arrive as the driver delivers them, split anywhere. */
export interface SerialLine {
  write(bytes: Uint8Array): Promise<Result<void>>;
  /** Changes the rate of the open line. Missing on lines that have none. Fails with DEVICE_LOST. */
  setBaud?(baud: number): Promise<Result<void>>;
  onChunk(listener: (chunk: Uint8Array) => void): void;
  /** Called once: null after `close()`, otherwise why the line went. */
  onClosed(listener: (reason: Failure | null) => void): void;
  /** False when the device behind the line is gone even though no close was seen (hung-up tty). */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

export interface SerialPortFact {
  path: string;
  manufacturer: string;
  serialNumber: string;
  vendorId: string;
  productId: string;
}

export interface SerialDriver {
  /** 8 data bits, no parity, 1 stop bit. Fails with DEVICE_PORT_MISSING, _BUSY, _FORBIDDEN, _NOT_SERIAL. */
  open(options: { path: string; baud: number }): Promise<Result<SerialLine>>;
  list(): Promise<Result<SerialPortFact[]>>;
}
