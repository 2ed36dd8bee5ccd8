import styles from './SeatMap.module.css';

const STEPS = [0.3, 0.5, 0.75, 1];

/** What the cells of the map mean. */
export function Legend() {
  return (
    <ul className={styles.legend} aria-label="What the cells mean">
      <li>
        {STEPS.map((opacity) => (
          <span key={opacity} className={`${styles.swatch} ${styles.use}`} style={{ opacity }} />
        ))}
        use: a little to the own busiest day
      </li>
      <li>
        <span className={`${styles.swatch} ${styles.none}`} /> no use
      </li>
      <li>
        <span className={`${styles.swatch} ${styles.off}`} /> day off
      </li>
      <li>
        <span className={`${styles.swatch} ${styles.unknown}`}>:</span> not known
      </li>
    </ul>
  );
}
