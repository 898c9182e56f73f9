/** A key as written on buttons. */
export function Key({ name }: { name: string }) {
  return <kbd className="key">{name}</kbd>;
}
