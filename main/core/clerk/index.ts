/**
 * clerk: who works at this window and what they may do. Signs in against the province; keeps a short-lived verifier so that
 * the same clerk can sign in while the province cannot be reached; slows guessing down; knows the rights of each role.
 * May import: contract, base. Imported by: casework. Writes: clerk_verifier, clerk_card, clerk_attempt.
 */
export { type Attempts, clearAttempts, createAttempts } from './attempts';
export { accountOfCard, type CardClerk, cardOffline, forgetCard, needsSecret, rememberCard } from './card';
export { createPin, type Pin } from './pin';
export { checkRight, mayBeSecond } from './rights';
export {
  forgetClerk,
  isRemembered,
  isSecretOf,
  rememberClerk,
  rememberedAccounts,
  spendOffline,
  verifyOffline,
} from './verifier';
