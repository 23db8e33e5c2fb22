import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument, LentText, Statement } from '../../src/self-assessment/instrument.rules.ts';
import { LocalTextIn } from './local-text.tsx';

interface StatementProps {
  t: Translate;
  instrument: Instrument;
  statement: Statement;
  answer: Answer | undefined;
  /** A supervisor is asked of the unit too. */
  hasUnit?: boolean | undefined;
  /** The fault's text, in the reader's language. */
  fault?: string | undefined;
}

interface ScaleProps {
  t: Translate;
  name: string;
  scale: { levels: LentText[]; outside?: LentText | undefined };
  given: number | 'outside' | undefined;
}

interface ChoiceProps {
  t: Translate;
  name: string;
  value: string;
  text: LentText;
  isChosen: boolean;
}

function Choice({ t, name, value, text, isChosen }: ChoiceProps): VNode {
  return (
    <label class={value === 'outside' ? 'choice outside' : 'choice'}>
      <input type="radio" name={name} value={value} checked={isChosen} />
      <span>
        <LocalTextIn t={t} text={text} />
      </span>
    </label>
  );
}

/** Five levels, and that the matter is no part of the work where that may be said. */
export function FiveLevels({ t, name, scale, given }: ScaleProps): VNode {
  const { levels, outside } = scale;
  return (
    <div class="scale five">
      {levels.map((level, index) => (
        <Choice t={t} name={name} value={String(index + 1)} text={level} isChosen={given === index + 1} />
      ))}
      {outside && <Choice t={t} name={name} value="outside" text={outside} isChosen={given === 'outside'} />}
    </div>
  );
}

/** What a supervisor says of the unit, about the same matter. */
function UnitChoices({ t, instrument, statement, answer }: StatementProps): VNode {
  const { unit } = instrument;
  if (!unit) return <></>;
  return (
    <fieldset class="unit">
      <legend>
        <LocalTextIn t={t} text={unit.stem} />{' '}
        <span class="aside">({t('self-assessment:area.optional')})</span>
      </legend>
      <FiveLevels t={t} name={`${statement.id}.unit`} scale={unit} given={answer?.unit} />
    </fieldset>
  );
}

/** Not shown while "not part of my work" is chosen: the style sheet sees to it, with and without a script. */
function ImportanceChoices({ t, instrument, statement, answer }: StatementProps): VNode {
  const { stem, levels } = instrument.importance;
  return (
    <fieldset class="importance">
      <legend>
        <LocalTextIn t={t} text={stem} /> <span class="aside">({t('self-assessment:area.optional')})</span>
      </legend>
      <div class="scale four">
        {levels.map((level, index) => (
          <Choice
            t={t}
            name={`${statement.id}.importance`}
            value={String(index + 1)}
            text={level}
            isChosen={answer?.importance === index + 1}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** One statement's two questions: the second stands within the first's group, so that it is read with it. */
export function StatementFields(props: StatementProps): VNode {
  const { t, instrument, statement, fault } = props;
  const faultId = `${statement.id}-fault`;
  return (
    <fieldset
      class={fault ? 'statement faulty' : 'statement'}
      id={statement.id}
      aria-describedby={fault && faultId}
      aria-invalid={fault ? 'true' : undefined}
    >
      <legend>
        <span class="stem">
          {statement.id} · <LocalTextIn t={t} text={instrument.skill.stem} />
        </span>{' '}
        <span class="matter">
          <LocalTextIn t={t} text={statement.text} />
        </span>
      </legend>
      {fault && (
        <p class="fault" id={faultId}>
          {fault}
        </p>
      )}
      <FiveLevels t={t} name={`${statement.id}.skill`} scale={instrument.skill} given={props.answer?.skill} />
      <ImportanceChoices {...props} />
      {props.hasUnit && <UnitChoices {...props} />}
    </fieldset>
  );
}
