/**
 * doctor: why a device does not work, and what helps. Gathers facts through ports, judges them with one named check per
 * file (`checks/`), and says it in words (`words.zh-CN.ts`). Also makes the udev rules that prevent most of it.
 * May import: contract, base, the rest of device. Imported by: main/core/device/index.ts.
 */
export { examineDevices, judgeFacts, overallVerdict, scannerSetups } from './examine';
export type { DoctorPorts } from './facts';
export { CHECK_NAMES, type Finding } from './finding';
export type { SetupPictures } from './scanner-setup';
export { RULES_FILE, udevRules } from './udev-rules';
export { CAUSE_WORDS, CHECK_WORDS, CURE_WORDS, findingLines } from './words.zh-CN';
