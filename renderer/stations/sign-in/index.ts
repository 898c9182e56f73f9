/**
 * sign-in: first start (choose the station's passphrase), unlocking the store, signing in.
 * May import: contract, hall, parts, words, antd. Imported by: app.
 */
export { SignInStation } from './SignInStation';
