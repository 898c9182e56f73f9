/**
 * training: the panel of simulated devices; there in training mode only, and marked as a simulation.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { TrainingDrawer } from './TrainingDrawer';
