/**
 * camera: a code read through a camera or a document camera: the picture, the worker that reads it, the panel.
 * May import: the contract (types), hall, parts, words, antd, react, zxing-wasm, @zxing/library. Imported by: stations.
 */
export { CameraPanel } from './CameraPanel';
