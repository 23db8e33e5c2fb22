import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument, Statement } from '../../src/self-assessment/instrument.rules.ts';

interface StatementProps {
  t: Translate;
  instrument: Instrument;
  statement: Statement;
  answer: Answer | undefined;
  /** The fault's text, in the reader's language. */
  fault?: string | undefined;
}

interface ChoiceProps {
  name: string;
  value: string;
  text: string;
  isChosen: boolean;
}

function Choice({ name, value, text, isChosen }: ChoiceProps): VNode {
  return (
    <label class={value === 'outside' ? 'choice outside' : 'choice'}>
      <input type="radio" name={name} value={value} checked={isChosen} />
      <span>{text}</span>
    </label>
  );
}

function SkillChoices({ t, instrument, statement, answer }: StatementProps): VNode {
  const name = `${statement.id}.skill`;
  const { levels, outside } = instrument.skill;
  return (
    <div class="scale five">
      {levels.map((level, index) => (
        <Choice
          name={name}
          value={String(index + 1)}
          text={level[t.locale]}
          isChosen={answer?.skill === index + 1}
        />
      ))}
      <Choice name={name} value="outside" text={outside[t.locale]} isChosen={answer?.skill === 'outside'} />
    </div>
  );
}

/** Not shown while "not part of my work" is chosen: the style sheet sees to it, with and without a script. */
function ImportanceChoices({ t, instrument, statement, answer }: StatementProps): VNode {
  const { stem, levels } = instrument.importance;
  return (
    <fieldset class="importance">
      <legend>
        {stem[t.locale]} <span class="aside">({t('self-assessment:area.optional')})</span>
      </legend>
      <div class="scale four">
        {levels.map((level, index) => (
          <Choice
            name={`${statement.id}.importance`}
            value={String(index + 1)}
            text={level[t.locale]}
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
          {statement.id} · {instrument.skill.stem[t.locale]}
        </span>{' '}
        <span class="matter">{statement.text[t.locale]}</span>
      </legend>
      {fault && (
        <p class="fault" id={faultId}>
          {fault}
        </p>
      )}
      <SkillChoices {...props} />
      <ImportanceChoices {...props} />
    </fieldset>
  );
}
