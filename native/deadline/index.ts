/**
 * deadline: the longest wait for a call into a driver.
 * May import: nothing. Imported by: native/readers.
 */
type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: Error }
  | { readonly kind: 'late' };

/**
 * Waits at most `limitMs` for `work`. Calls into a device driver can hang for as long as the device likes, so the
 * limit is real time and not the workstation's clock port. Never rejects. `onLate` gets what comes after the limit.
 */
export function within<T>(
  limitMs: number,
  work: () => Promise<T>,
  onLate: (value: T) => void = () => undefined,
): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      resolve({ kind: 'late' });
    }, limitMs);
    const settle = (outcome: Outcome<T>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    work().then(
      (value) => {
        if (late) onLate(value);
        else settle({ kind: 'done', value });
      },
      (error: unknown) =>
        settle({ kind: 'threw', error: error instanceof Error ? error : new Error(String(error)) }),
    );
  });
}
