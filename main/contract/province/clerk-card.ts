/** Signing in by card: whose card lies on the reader of a window where nobody is at work. */
import { z } from 'zod';
import { CardHolder } from './consent';
import type { Operation } from './operation';
import { SignInAnswer } from './wire';

/**
 * POST /v1/clerks/sign-in-by-card: number and name as read from the chip. 401 CLERK_REFUSED: nobody's who works at a window;
 * 403 CLERK_CLOSED: theirs who did. `confirm`: the card alone does not sign this account in, its secret has to follow.
 */
export const CardSignInRequest = z.object({ card: CardHolder });
export const CardSignInAnswer = SignInAnswer.extend({ confirm: z.boolean() });

export const CLERK_CARD_OPERATIONS = {
  signInByCard: {
    method: 'POST',
    path: '/v1/clerks/sign-in-by-card',
    body: CardSignInRequest,
    answers: { 200: CardSignInAnswer },
    refusals: ['CLERK_REFUSED', 'CLERK_CLOSED'],
  },
} as const satisfies Record<string, Operation>;
