import { shortDay } from '../../parts/format';
import type { Room } from './draw';
import { type Days, dayAt, isMonday } from './lines';
import styles from './SeatMap.module.css';

const APART = 46;

/** The days above the map: each Monday that has room for its name, and from where on days may still change. */
export function Heading({ days, room }: { days: Days; room: Room }) {
  const mondays = Array.from({ length: days.count }, (_, place) => place).filter((place) => isMonday(days, place));
  const each = Math.max(1, Math.ceil(APART / (7 * room.cell)));
  const shown = mondays.filter((_, at) => at % each === 0);
  const from = days.provisionalFrom;
  return (
    <div className={styles.heading} aria-hidden="true">
      {shown.map((place) => (
        <span key={place} className={styles.day} style={{ left: room.names + place * room.cell }}>
          {shortDay(dayAt(days, place))}
        </span>
      ))}
      {from > 0 && from < days.count ? (
        <span className={styles.provisional} style={{ left: room.names + days.count * room.cell }}>
          may still change
        </span>
      ) : null}
    </div>
  );
}
