import { useCallback } from 'react';
import type { Schemas } from '../api/client';
import { useSubject } from '../app/me';
import { useGo } from '../app/place';
import { Failure } from '../parts/Failure';
import { type Question, useQuestion } from '../parts/question';
import { RangePicker } from '../parts/RangePicker';
import { useRefresh } from '../parts/useRefresh';
import { Standing } from '../report/Standing';
import { NothingOpen, NotRead } from '../report/screens';
import { type PictureAnswer, usePicture, usePictures } from './asked';
import { SeatMapCard } from './map/SeatMapCard';
import { PictureCard } from './PictureCard';
import styles from './Pictures.module.css';

/** All pictures of the days and people that the address names. */
export default function PicturesPage() {
  const question = useQuestion();
  const isNobody = useSubject()?.kind === 'nothing';
  return (
    <div className={styles.page}>
      <RangePicker />
      {isNobody ? <NothingOpen /> : question === null ? null : <Asked question={question} />}
    </div>
  );
}

function Asked({ question }: { question: Question }) {
  const pictures = usePictures();
  // The smallest answer says in what form people are shown, and how complete everything is.
  const groups = usePicture('groups', question);
  const refresh = useRefresh(question);
  const failed = [pictures, groups].find((one) => one.isError && one.data === undefined);
  if (failed !== undefined) return <Failure error={failed.error} again={() => void failed.refetch()} />;
  const known = groups.data;
  return (
    <>
      {known === undefined ? null : (
        <Standing freshness={known.freshness} progress={known.progress ?? null} onRefresh={refresh} />
      )}
      {known?.shown_as === 'pseudonyms' ? (
        <p className={styles.says}>Names are pseudonyms: casual protection, not anonymity.</p>
      ) : null}
      {known === undefined || pictures.data === undefined ? null : hasFailed(known) ? (
        <NotRead progress={known.progress} />
      ) : (
        <Cards question={question} pictures={pictures.data.pictures} inGroups={known.shown_as === 'groups'} />
      )}
    </>
  );
}

/** Whether nothing is known because it could not be read. */
function hasFailed(known: PictureAnswer): known is PictureAnswer & { progress: Schemas['Progress'] } {
  return (known.picture ?? null) === null && Boolean(known.progress?.failure);
}

interface CardsProps {
  question: Question;
  pictures: readonly Schemas['PictureSpec'][];
  inGroups: boolean;
}

/** Where groups alone are shown there is one picture, else there are all others. */
function Cards({ question, pictures, inGroups }: CardsProps) {
  const go = useGo();
  const open = useCallback((developer: string) => go({ path: '/report', set: { developer } }), [go]);
  const shown = pictures.filter((picture) => (picture.name === 'groups') === inGroups);
  return (
    <div className={styles.cards}>
      {inGroups ? null : <SeatMapCard question={question} open={open} />}
      {shown.map((picture) => (
        <PictureCard key={picture.name} picture={picture} question={question} open={open} />
      ))}
    </div>
  );
}
