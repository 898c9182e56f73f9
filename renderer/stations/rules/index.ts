/**
 * rules: what the hall accepts, for everybody to read and print, signed in or not (R44).
 * May import: renderer/{hall,parts,words}. Imported by: the sign-in and identify stations.
 */
export { RulesButton } from './RulesButton';
