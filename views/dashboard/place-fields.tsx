import type { VNode } from 'preact';
import type { Place } from './paths.ts';

/** Carries the reader's place through a form, so that they come back to it. */
export function PlaceFields({ place }: { place: Place }): VNode {
  return (
    <>
      {place.at !== undefined && <input type="hidden" name="at" value={place.at} />}
      {place.state !== undefined && <input type="hidden" name="state" value={place.state} />}
      {place.page !== undefined && place.page > 1 && (
        <input type="hidden" name="page" value={String(place.page)} />
      )}
    </>
  );
}
