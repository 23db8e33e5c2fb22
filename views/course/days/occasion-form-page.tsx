import type { ComponentChildren, VNode } from 'preact';
import type { TypedOccasion } from '../../../src/course/days/days.forms.ts';
import type { OccasionFaults } from '../../../src/course/days/occasion-form.rules.ts';
import type { Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Layout } from '../../layout.tsx';
import { describe, FaultSummary, Field } from '../../parts/field.tsx';
import { wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';

interface OccasionFormPageProps {
  frame: PageFrame;
  what: Pick<Occasion, 'kind' | 'day'>;
  /** Of a contact day: its name in the package. */
  title: DraftText | null;
  /** Null: a new one. */
  occasion: Occasion | null;
  typed: TypedOccasion;
  faults: OccasionFaults;
  /** People come by a link; else to a place. */
  byLink: boolean;
  /** So many have a seat. */
  seated: number;
}

interface LineProps extends Pick<OccasionFormPageProps, 'frame' | 'typed' | 'seated'> {
  id: keyof TypedOccasion;
  told: Record<string, string>;
  label: string;
  help?: string;
  input: Record<string, string | number | boolean>;
  children?: ComponentChildren;
}

function Line({ id, typed, told, label, help, input }: LineProps): VNode {
  const fault = told[id];
  return (
    <Field id={id} label={label} help={help} fault={fault}>
      <input id={id} name={id} value={typed[id]} {...input} {...describe(id, help, fault)} />
    </Field>
  );
}

/** An occasion: what it is called, when, where, and for how many. */
export function OccasionFormPage(props: OccasionFormPageProps): VNode {
  const { frame, what, title, occasion, typed, faults, byLink, seated } = props;
  const { t } = frame;
  const told = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key, { count: seated })]));
  const line = { frame, typed, told, seated };
  const isDay = what.kind === 'contact-day';
  const page = occasion ? occasion.id : `new/${isDay ? `day-${String(what.day)}` : what.kind}`;
  const kind = isDay && byLink ? 'online' : what.kind;
  return (
    <Layout
      frame={frame}
      title={t(
        occasion ? 'course:days.edit.title' : `course:days.add.${kind === 'contact-day' ? 'campus' : kind}`,
      )}
      lead={title ? wordsIn(title, t.locale) : t(`course:days.kind.${what.kind}`)}
    >
      <FaultSummary t={t} faults={told} />
      {occasion && seated > 0 && <p>{t('course:days.edit.told', { count: seated })}</p>}
      <form method="post" action={pathOf(frame, `days/${page}`)} novalidate>
        <Line
          {...line}
          id="name"
          label={t(isDay ? 'course:days.field.campus' : 'course:days.field.name')}
          help={t(isDay ? 'course:days.field.campus.help' : 'course:days.field.name.help')}
          input={{ type: 'text', maxlength: 80, required: true }}
        />
        <Line
          {...line}
          id="startsAt"
          label={t('course:days.field.startsAt')}
          help={t('course:days.field.time.help')}
          input={{ type: 'datetime-local', class: 'short', required: true }}
        />
        <Line
          {...line}
          id="endsAt"
          label={t('course:days.field.endsAt')}
          input={{ type: 'datetime-local', class: 'short', required: true }}
        />
        {!byLink && (
          <Line
            {...line}
            id="place"
            label={t('course:days.field.place')}
            help={t('course:days.field.place.help')}
            input={{ type: 'text', maxlength: 200, required: true }}
          />
        )}
        <Line
          {...line}
          id="link"
          label={t(byLink ? 'course:days.field.link' : 'course:days.field.more')}
          help={t('course:days.field.link.help')}
          input={{ type: 'url', maxlength: 2000, required: byLink }}
        />
        <Line
          {...line}
          id="capacity"
          label={t('course:days.field.capacity')}
          help={t('course:days.field.capacity.help')}
          input={{ type: 'number', min: 1, max: 5000 }}
        />
        <p class="actions">
          <button type="submit" class="primary">
            {t('course:days.save')}
          </button>
          <a href={pathOf(frame, 'days')}>{t('course:days.back')}</a>
        </p>
      </form>
    </Layout>
  );
}
