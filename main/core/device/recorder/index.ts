/**
 * recorder: what a device says, written down without what it read, so that a county's fault becomes a fixture; and played
 * again. Masking rules: `mask-sam.ts`, `mask-codes.ts`.
 * May import: contract, base, the rest of device. Imported by: main/core/device/index.ts.
 */
export { createRecorder } from './record';
export { decodeRecording, encodeRecording, LONGEST_RECORDING, type Recording } from './recording';
export { type ReplayEnd, startReplay } from './replay';
