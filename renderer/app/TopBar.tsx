/** Slim title bar: which hall and window, and the four rooms with their keys. */
import { KEYS } from '../hall';
import { Key } from '../parts';
import { FRAME, NAVIGATION, PRODUCT } from '../words';
import type { Room } from './rooms';

export function TrainingRibbon() {
  return <p className="ribbon">{FRAME.training}</p>;
}

export function TopBar({
  hallName,
  windowNo,
  room,
  rooms,
  parked,
  errands,
  onOpen,
}: {
  hallName: string;
  windowNo: string;
  room: Room;
  /** Those this clerk may enter. */
  rooms: readonly Room[];
  parked: number;
  /** What of the office's own list wants a clerk. */
  errands: number;
  onOpen: (room: Room) => void;
}) {
  return (
    <header className="top">
      <p className="top-name">
        <strong>{PRODUCT}</strong>
        <span className="top-hall">{hallName}</span>
        <span className="top-window">{FRAME.windowNo(windowNo)}</span>
      </p>
      <nav className="top-rooms">
        {rooms.map((name) => (
          <button
            key={name}
            type="button"
            className="top-room"
            aria-current={room === name ? 'page' : undefined}
            onClick={() => onOpen(name)}
          >
            <span>{NAVIGATION[name]}</span>
            {name === 'errands' && errands > 0 ? <span className="top-count">{errands}</span> : null}
            {name === 'outbox' && parked > 0 ? <span className="top-count">{parked}</span> : null}
            <Key name={KEYS[name]} />
          </button>
        ))}
      </nav>
    </header>
  );
}
