/**
 * device: chunks of bytes -> frame. Keeps the window's readers open, speaks their protocols (`profiles/`, as data),
 * takes their messages out of the byte stream (`framing/`) and hands on whole, checked ones.
 * May import: contract, base. Imported by: main/core/casework, main/core/entry.
 */
export { assembleFrame } from './frame';
export { createDeviceManager, type DeviceManager } from './manager';
