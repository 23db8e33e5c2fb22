import type { VNode } from 'preact';
import type { Place } from './paths.ts';

/** Carries the reader's place in the list through a form, so that they come back to it. */
export function PlaceFields({ place }: { place: Place }): VNode {
  return (
    <>
      {place.state !== undefined && <input type="hidden" name="state" value={place.state} />}
      {place.page !== undefined && place.page > 1 && (
        <input type="hidden" name="page" value={String(place.page)} />
      )}
    </>
  );
}
