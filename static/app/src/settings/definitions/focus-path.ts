import { placesAround } from './paths';

/** Puts the keyboard at the field of a path, or at the nearest thing around it that the page shows. */
export function focusPath(path: string): void {
  const found = placesAround(path)
    .map((place) => document.getElementById(place))
    .find((element) => element !== null);
  if (found === undefined || found === null) return;
  for (let folded = found.closest('details'); folded !== null; folded = parentDetails(folded)) folded.open = true;
  found.focus();
  found.scrollIntoView({ block: 'center' });
}

const parentDetails = (element: HTMLElement) => element.parentElement?.closest('details') ?? null;
