import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { ItemRow } from '../../../src/self-assessment/instruments/overview.rules.ts';
import { State } from '../../parts/note.tsx';
import { DraftTextIn } from './draft-text.tsx';
import { instrumentPath } from './paths.ts';

interface ItemListProps {
  frame: PageFrame;
  copyId: string;
  rows: ItemRow[];
}

/** The page's one form of moving; the buttons stand at the items. */
export const ARRANGE_FORM = 'arrange';

/** Its own name, and that of what has no number. */
function nameOf({ frame, row }: { frame: PageFrame; row: ItemRow }): string {
  const kind = frame.t(`self-assessment:instruments.kind.${row.kind}`);
  return /^[A-Z]\d+$/.test(row.id) ? row.id : kind;
}

function Moves({ frame, row }: { frame: PageFrame; row: ItemRow }): VNode | null {
  const { t } = frame;
  if (!row.canMoveUp && !row.canMoveDown) return null;
  const name = `${nameOf({ frame, row })} ${row.text[t.locale] ?? ''}`.trim();
  return (
    <>
      {row.canMoveUp && (
        <button type="submit" class="link" form={ARRANGE_FORM} name="up" value={row.id}>
          {t('self-assessment:instruments.up')} <span class="visually-hidden">{name}</span>
        </button>
      )}
      {row.canMoveDown && (
        <button type="submit" class="link" form={ARRANGE_FORM} name="down" value={row.id}>
          {t('self-assessment:instruments.down')} <span class="visually-hidden">{name}</span>
        </button>
      )}
    </>
  );
}

function Row({ frame, copyId, row }: { frame: PageFrame; copyId: string; row: ItemRow }): VNode {
  const { t } = frame;
  const name = nameOf({ frame, row });
  return (
    <li id={row.id}>
      <div>
        <strong>{name}</strong> <DraftTextIn t={t} text={row.text} />
        {row.lacks.length > 0 && (
          <>
            {' '}
            <State tone="warn">
              {t('self-assessment:instruments.lacks', {
                languages: row.lacks.map(locale => t(`http:language.${locale}`)).join(', '),
              })}
            </State>
          </>
        )}
      </div>
      <div class="item-actions">
        <a href={instrumentPath(frame, copyId, `item/${row.id}`)}>
          {t('self-assessment:instruments.edit')} <span class="visually-hidden">{name}</span>
        </a>
        <Moves frame={frame} row={row} />
        {row.canRemove && (
          <a href={instrumentPath(frame, copyId, `remove/${row.id}`)}>
            {t('self-assessment:instruments.remove')} <span class="visually-hidden">{name}</span>
          </a>
        )}
      </div>
    </li>
  );
}

/** Things of an instrument, each with what can be done to it. */
export function ItemList({ frame, copyId, rows }: ItemListProps): VNode {
  return (
    <ul class="items">
      {rows.map(row => (
        <Row frame={frame} copyId={copyId} row={row} />
      ))}
    </ul>
  );
}
