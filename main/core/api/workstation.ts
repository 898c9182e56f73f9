import type {
  ClerkView,
  ExaminationView,
  PhotoView,
  PublishedRules,
  RecoverySheet,
  ScannerSetupView,
  SettingsView,
  StationView,
} from '../../contract/calls';
import type { Result } from '../../contract/failures/failure';
import type { DeviceView } from '../../contract/flow/device';
import type { Frame } from '../../contract/flow/frame';
import type { Office, Station } from '../casework';

/** What the calls act on; `entry/wire.ts` builds it. */
export interface Workstation {
  station: Station;
  /** The page with this recovery key, as of today. */
  recoverySheet(key: string): RecoverySheet;
  /** Null until the store is open. */
  office(): Office | null;
  stationView(): StationView;
  devices(): DeviceView[];
  reopenDevice(id: string): void;
  triggerDevice(id: string): Promise<Result<void>>;
  examineDevices(): Promise<ExaminationView>;
  scannerSetups(): Promise<ScannerSetupView[]>;
  photo(): PhotoView;
  /** Makes a frame of a code that came through the window: typed by hand, by a keyboard scanner, or seen by a camera. */
  codeFrame(by: 'typed' | 'wedge' | 'camera', text: string): Frame;
  /** Writes a file that only its owner can read into the profile's `exports` folder, and tells its path. `name` gets the moment before its ending. */
  keepExport(name: string, text: string): Result<string>;
  /** What the hall accepts today, for everybody (R44). */
  publishedRules(): PublishedRules;
  settings: {
    read(): SettingsView;
    save(settings: SettingsView, by: ClerkView): Result<SettingsView>;
  };
}
