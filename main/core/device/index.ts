/**
 * device: chunks of bytes -> frame. Keeps the window's readers open, speaks their protocols (`profiles/`, as data),
 * takes their messages out of the byte stream (`framing/`) and hands on whole, checked ones.
 * May import: contract, base. Imported by: main/core/casework, main/core/entry.
 */
export {
  CAUSE_WORDS,
  CHECK_NAMES,
  CHECK_WORDS,
  CURE_WORDS,
  type DoctorPorts,
  examineDevices,
  type Finding,
  findingLines,
  judgeFacts,
  overallVerdict,
  RULES_FILE,
  type SetupPictures,
  scannerSetups,
  udevRules,
} from './doctor';
export { assembleFrame } from './frame';
export { describeHidDevices } from './hid-profiles';
export { createDeviceManager, type DeviceManager } from './manager';
export { createPhotoKeeper } from './photo/keeper';
export { programPhotoDecoder } from './photo/program-decoder';
export {
  createRecorder,
  decodeRecording,
  encodeRecording,
  LONGEST_RECORDING,
  type Recording,
  type ReplayEnd,
  startReplay,
} from './recorder';
