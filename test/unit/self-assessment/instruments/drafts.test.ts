import { expect } from 'chai';
import fc from 'fast-check';
import { LOCALES } from '../../../../src/i18n/index.ts';
import type { Instrument, LentText } from '../../../../src/self-assessment/instrument.rules.ts';
import { completenessOf } from '../../../../src/self-assessment/instruments/completeness.rules.ts';
import {
  draftOf,
  idsOf,
  type DraftInstrument,
} from '../../../../src/self-assessment/instruments/draft.rules.ts';
import {
  withAddition,
  withContent,
  withMove,
  withoutItem,
  type Addition,
} from '../../../../src/self-assessment/instruments/editing.rules.ts';
import { findItem, listItems } from '../../../../src/self-assessment/instruments/items.rules.ts';
import { planPublication } from '../../../../src/self-assessment/instruments/publishing.rules.ts';
import { loadInstruments } from '../../../../src/self-assessment/load-instruments.ts';

const shipped = loadInstruments().get('structural-social-work') as Instrument;
const NAME = { id: 'copy', version: 1 };

function edit(
  draft: DraftInstrument,
  itemId: string,
  text: Record<'fi' | 'sv' | 'en', string>,
): DraftInstrument {
  const edited = withContent(draft, itemId, { texts: { text } });
  if (!edited.ok) throw new Error(edited.why);
  return edited.value;
}

describe('a draft', () => {
  it('is published as what it was copied from, when nothing is changed', () => {
    const plan = planPublication(draftOf(shipped), NAME);
    expect(plan.ok && plan.instrument).to.deep.equal({ ...shipped, ...NAME, check: shipped.check ?? [] });
  });

  it('leaves the instrument that it was taken from as it was', () => {
    const before = structuredClone(shipped);
    const draft = draftOf(shipped);
    edit(draft, 'A1', { fi: 'x', sv: 'y', en: 'z' });
    withoutItem(draft, 'area-A');
    withMove(draft, 'B1', 'down');
    expect(shipped).to.deep.equal(before);
    expect(draft).to.deep.equal(draftOf(shipped));
  });

  it('takes back what another language lent, when a version is copied', () => {
    const plan = planPublication(edit(draftOf(shipped), 'A1', { fi: 'vain näin', sv: '', en: '' }), NAME);
    if (!plan.ok) throw new Error('not published');
    const text: LentText = plan.instrument.areas[0]!.statements[0]!.text;
    expect(text.sv).to.equal('vain näin');
    expect(text.lent).to.deep.equal({ sv: 'fi', en: 'fi' });
    expect(draftOf(plan.instrument).areas[0]!.statements[0]!.text).to.deep.equal({
      fi: 'vain näin',
      sv: '',
      en: '',
    });
  });

  it('counts each text that is missing, in its language alone', () => {
    const before = completenessOf(listItems(draftOf(shipped)));
    const after = completenessOf(listItems(edit(draftOf(shipped), 'E2', { fi: 'x', sv: '', en: 'z' })));
    expect(before.sv.written).to.equal(before.sv.total);
    expect(after.sv).to.deep.equal({ written: before.sv.total - 1, total: before.sv.total });
    expect(after.fi).to.deep.equal(before.fi);
  });

  it('changes no text but those that its item has', () => {
    const texts = { text: { fi: 'a', sv: 'b', en: 'c' }, __proto__: { fi: 'evil', sv: '', en: '' } };
    const edited = withContent(draftOf(shipped), 'F1', { texts });
    expect(edited.ok && findItem(edited.value, 'F1')?.texts).to.deep.equal([
      { name: 'text', text: texts.text },
    ]);
    expect(({} as { fi?: string }).fi).to.equal(undefined);
  });

  it('loses the part of conditions with its last one, and never the last area', () => {
    let draft = draftOf(shipped);
    for (const id of ['E1', 'E2', 'E3', 'area-A', 'area-B']) {
      const left = withoutItem(draft, id);
      if (!left.ok) throw new Error(id);
      draft = left.value;
    }
    expect(draft.conditions).to.equal(undefined);
    expect(withoutItem(draft, 'area-C')).to.deep.equal({ ok: false, why: 'needed' });
    expect(withoutItem(draft, 'title')).to.deep.equal({ ok: false, why: 'needed' });
  });

  it('never gives an id twice, and never one that is another’s, whatever is added and removed', () => {
    const additions: Addition[] = [
      { kind: 'statement', areaId: 'A' },
      { kind: 'area' },
      { kind: 'reflection' },
      { kind: 'condition' },
      { kind: 'theme' },
      { kind: 'workshop' },
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...additions), fc.boolean()), { maxLength: 40 }),
        steps => {
          let draft = draftOf(shipped);
          const taken = idsOf(draft);
          for (const [addition, isRemoved] of steps) {
            const added = withAddition(draft, addition, { texts: {} }, taken);
            if (!added.ok) continue;
            expect(taken).to.not.include(added.value.takenId);
            taken.push(added.value.takenId);
            draft = added.value.draft;
            const left = isRemoved ? withoutItem(draft, added.value.itemId) : null;
            if (left?.ok) draft = left.value;
          }
          const ids = listItems(draft).map(item => item.id);
          expect(new Set(ids).size).to.equal(ids.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes sixty statements and twelve areas, no more', () => {
    const fill = (addition: Addition): number => {
      let draft = draftOf(shipped);
      const taken = idsOf(draft);
      for (let count = 0; ; count += 1) {
        const added = withAddition(draft, addition, { texts: {} }, taken);
        if (!added.ok) return count;
        taken.push(added.value.takenId);
        draft = added.value.draft;
      }
    };
    expect(fill({ kind: 'statement', areaId: 'A' })).to.equal(60 - 19);
    expect(fill({ kind: 'area' })).to.equal(12 - 3);
  });
});

describe('publishing a draft', () => {
  it('shows every text in some language, as long as one language is complete', () => {
    const ids = listItems(draftOf(shipped))
      .filter(item => item.texts.length === 1)
      .map(item => item.id);
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.subarray(ids), (kept, emptied) => {
        let draft = draftOf(shipped);
        for (const id of emptied) draft = edit(draft, id, { fi: '', sv: '', en: '', [kept]: 'näin' });
        const plan = planPublication(draft, NAME);
        if (!plan.ok) throw new Error('not published');
        const published = listItems(draftOf(plan.instrument));
        expect(published.map(item => item.id)).to.deep.equal(listItems(draft).map(item => item.id));
        for (const { text } of listItems({ ...plan.instrument, check: [], reflections: [] }).flatMap(
          i => i.texts,
        )) {
          for (const locale of LOCALES) expect(text[locale]).to.not.equal('');
        }
      }),
      { numRuns: 30 },
    );
  });
});
