import { useCallback } from 'react';
import { useGo } from '../app/place';
import { Failure } from '../parts/Failure';
import { useQuestion } from '../parts/question';
import { Screen } from '../parts/Screen';
import { usePicture, usePictures } from './asked';
import { SeatMapCard } from './map/SeatMapCard';
import { PictureCard } from './PictureCard';
import styles from './Pictures.module.css';

/** All pictures of the days and people that the address names. */
export default function Page() {
  const question = useQuestion();
  const pictures = usePictures();
  const groups = usePicture('groups', question);
  const go = useGo();
  const open = useCallback((developer: string) => go({ path: '/report', set: { developer } }), [go]);
  if (pictures.isError) return <Failure error={pictures.error} again={() => void pictures.refetch()} />;
  if (groups.isError && groups.data === undefined) {
    return <Failure error={groups.error} again={() => void groups.refetch()} />;
  }
  if (question === null || pictures.data === undefined) {
    return <Screen title="Pictures" says="One moment." isLoading />;
  }
  // Where groups alone are shown there is one picture, else there are all others.
  const inGroups = groups.data?.shown_as === 'groups';
  const shown = pictures.data.pictures.filter((picture) => (picture.name === 'groups') === inGroups);
  return (
    <div className={styles.page}>
      {inGroups ? null : <SeatMapCard question={question} open={open} />}
      {groups.data === undefined
        ? null
        : shown.map((picture) => <PictureCard key={picture.name} picture={picture} question={question} open={open} />)}
    </div>
  );
}
