import type { Failure, Result } from '../failures/failure';

/** One top-level collection of a plugged-in HID device; a device with several has several of these, maybe of one path. */
export interface HidDeviceFact {
  path: string;
  vendorId: number;
  productId: number;
  /** Null where the platform does not tell. */
  usagePage: number | null;
  usage: number | null;
  serialNumber: string;
  manufacturer: string;
  product: string;
  /** USB interface number; -1 where it is no USB device. */
  interface: number;
  /** bcdDevice. */
  release: number;
}

/** Bytes of the longest report each way, with the byte for the report id; `numbered`: that byte is on the wire. */
export interface HidReportLengths {
  input: number;
  output: number;
  numbered: boolean;
}

/** One open HID device. Each report comes whole; of a device that numbers its reports, with the report id first. */
export interface HidLine {
  /** Null where the platform does not tell. */
  readonly reportLengths: HidReportLengths | null;
  /** May overwrite the bytes once they are used. */
  onReport(listener: (report: Uint8Array) => void): void;
  /** `report` begins with the report id, 0 where the device has none. Fails with DEVICE_LOST, DEVICE_SILENT. */
  write(report: Uint8Array): Promise<Result<void>>;
  /** As `write`, for a feature report; also DEVICE_READ_REFUSED where the device does not take it. */
  sendFeature(report: Uint8Array): Promise<Result<void>>;
  /** Called once: null after `close()`, otherwise why the device went. */
  onClosed(listener: (reason: Failure | null) => void): void;
  close(): Promise<void>;
}

export interface HidDriver {
  /** Goes through the whole bus and slows its devices down: not more often than every two seconds. DEVICE_DRIVER_MISSING. */
  list(): Promise<Result<HidDeviceFact[]>>;
  /** Fails with DEVICE_PORT_MISSING, _BUSY, _FORBIDDEN, DEVICE_DRIVER_MISSING. */
  open(path: string): Promise<Result<HidLine>>;
}
