import { type ReactNode, useId, useState } from 'react';
import type { Schemas } from '../api/client';
import styles from './Tiles.module.css';
import { type Tile, tilesOf } from './tiles';

interface TilesProps {
  team: Schemas['TeamPart'];
  days: number;
  isComplete: boolean;
}

/** The figures of the team; each explains itself. */
export function Tiles({ team, days, isComplete }: TilesProps) {
  return (
    <ul className={styles.tiles} aria-label="The team">
      {tilesOf(team, days).map((tile) => (
        <OneTile key={tile.key} tile={tile} soFar={!isComplete && tile.grows} />
      ))}
    </ul>
  );
}

/** The same places while nothing is known yet, so that nothing jumps. */
export function EmptyTiles() {
  return (
    <ul className={styles.tiles} aria-label="The team, not known yet">
      {tilesOf({}, 30).map((tile) => (
        <li key={tile.key} className={styles.tile}>
          <span className={styles.title}>{tile.title}</span>
          <span className={styles.skeleton} />
          <span className={styles.note}>&nbsp;</span>
        </li>
      ))}
    </ul>
  );
}

function OneTile({ tile, soFar }: { tile: Tile; soFar: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={styles.tile}>
      <span className={styles.title}>
        {tile.title}
        {soFar ? <span className={styles.soFar}>so far</span> : null}
        <Explain isOpen={isOpen} id={id} title={tile.title} onToggle={() => setOpen(!isOpen)} />
      </span>
      <span className={styles.value} title={tile.exactly}>
        {tile.value}
      </span>
      <span className={styles.note}>{tile.note}</span>
      {isOpen ? (
        <span id={id} className={styles.explanation}>
          {tile.explanation} Exactly: {tile.exactly}
        </span>
      ) : null}
    </li>
  );
}

interface ExplainProps {
  isOpen: boolean;
  id: string;
  title: string;
  onToggle: () => void;
}

function Explain({ isOpen, id, title, onToggle }: ExplainProps): ReactNode {
  return (
    <button
      type="button"
      className={styles.explain}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      aria-label={`What is ${title}?`}
      onClick={onToggle}
    >
      ?
    </button>
  );
}
