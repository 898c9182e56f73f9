/**
 * clerk: who works at this window. Signs in against the province; keeps a short-lived verifier so that the same
 * clerk can sign in while the province cannot be reached.
 * May import: contract, base. Imported by: casework. Writes: clerk_verifier.
 */
export { forgetClerk, rememberClerk, verifyOffline } from './verifier';
