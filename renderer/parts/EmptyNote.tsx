/** A place with nothing in it says why, and what will stand there. */
import { Icon, type IconName } from './Icon';

export function EmptyNote({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
  );
}
