/** What a path leads to, links followed, and whether this account may use it. */
export interface NodeFact {
  /** Empty where nothing is there. */
  realPath: string;
  /** `unknown`: this system gives devices no path in the file system. */
  kind: 'missing' | 'character-device' | 'file' | 'directory' | 'other' | 'unknown';
  /** Four octal digits, such as `0660`. */
  mode: string;
  group: string;
  inGroup: boolean;
  readable: boolean;
  writable: boolean;
}

export interface HolderFact {
  pid: number;
  /** Name of the program as the system shows it, at most 15 characters. */
  program: string;
}

export interface UsbInterfaceFact {
  /** Two hexadecimal digits; `03` is HID. */
  interfaceClass: string;
  /** The kernel driver that is bound to it; empty: none. */
  driver: string;
  /** Such as `/dev/ttyUSB0`, `/dev/hidraw0`. */
  nodes: string[];
  /** HID only: what it says it is, as `page:usage`, four hexadecimal digits each; `0001:0006` is a keyboard. */
  usages: string[];
}

export interface UsbDeviceFact {
  /** Where it is plugged in, such as `1-2.3`. */
  place: string;
  /** Four lower-case hexadecimal digits. */
  vendorId: string;
  productId: string;
  serialNumber: string;
  manufacturer: string;
  product: string;
  interfaces: UsbInterfaceFact[];
}

/** Facts about this machine that explain why a device does not work. Nothing here changes anything, nothing fails. */
export interface HostFacts {
  /** As Node names it: `linux`, `win32`, … */
  readonly platform: string;
  node(path: string): Promise<NodeFact>;
  /** Other processes that hold the path open. `complete`: every process could be looked into. */
  holders(path: string): Promise<{ holders: HolderFact[]; complete: boolean }>;
  /** Those of the names that run now. */
  running(programs: readonly string[]): Promise<string[]>;
  /** Null where this system does not show them. */
  usbDevices(): Promise<UsbDeviceFact[] | null>;
  /** A udev rules file, wherever udev looks for it; the first one hides the others. */
  ruleFile(name: string): Promise<{ path: string; text: string } | null>;
  hasProgram(name: string): Promise<boolean>;
  /** A shared library the loader would find, by its soname. */
  hasLibrary(soname: string): Promise<boolean>;
}
