type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: Error }
  | { readonly kind: 'late' };

/**
 * Waits at most `limitMs` for `work`. Calls into a HID driver can hang for as long as the device likes, so the
 * limit is real time and not the workstation's clock port. Never rejects.
 */
export function within<T>(limitMs: number, work: () => Promise<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), limitMs);
    const settle = (outcome: Outcome<T>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    work().then(
      (value) => settle({ kind: 'done', value }),
      (error: unknown) =>
        settle({ kind: 'threw', error: error instanceof Error ? error : new Error(String(error)) }),
    );
  });
}
