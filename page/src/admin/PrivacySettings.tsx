import { Link } from '../app/place';
import { Asked } from '../parts/Asked';
import { Section } from '../parts/Section';
import { Trouble } from '../parts/Trouble';
import styles from './admin.module.css';
import { MODES } from './modes';
import { SaveBar } from './SaveBar';
import { SettingField } from './SettingField';
import { type Edited, type Settings, useEdited, useSettings } from './useSettings';

const MODE = 'privacy.mode';
const LEAST = 'privacy.group_of';

/** How far members see, for the whole site. */
export function PrivacySettings() {
  return <Asked query={useSettings()}>{(found) => <Edit found={found} />}</Asked>;
}

function Edit({ found }: { found: Settings }) {
  const meanings = found.meanings.filter((one) => one.key === MODE || one.key === LEAST);
  const edited = useEdited('privacy', found, meanings);
  const now = found.settings.find((one) => one.key === MODE)?.value ?? 'members';
  const chosen = edited.drafts[MODE] ?? now;
  const least = meanings.find((one) => one.key === LEAST);
  return (
    <>
      <Section
        level={2}
        title="Privacy"
        says={
          <>
            <p>
              How far people see at this site, from the widest to the narrowest. A project may only narrow it further.
              Nothing is shown in any project that was not opened.
            </p>
            <p>
              Every developer can read on the page <Link path="/privacy">Privacy</Link> what is set here.
            </p>
          </>
        }
      >
        <Modes chosen={chosen} edited={edited} />
        <Trouble error={edited.errors[MODE]} />
      </Section>
      {least === undefined || chosen !== 'groups' ? null : (
        <Section title="Groups">
          <SettingField
            meaning={least}
            setting={found.settings.find((one) => one.key === LEAST)}
            edited={edited}
            unit="people"
          />
        </Section>
      )}
      <SaveBar edited={edited} />
    </>
  );
}

function Modes({ chosen, edited }: { chosen: string; edited: Edited }) {
  return (
    <fieldset className={styles.choices}>
      <legend>Who sees what</legend>
      {MODES.map((mode) => (
        <label key={mode.key} className={styles.choice}>
          <input
            type="radio"
            name="mode"
            value={mode.key}
            checked={chosen === mode.key}
            onChange={() => edited.edit(MODE, mode.key)}
          />
          <strong>{mode.title}</strong>
          <small>{mode.says}</small>
        </label>
      ))}
    </fieldset>
  );
}
