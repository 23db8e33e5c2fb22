/**
 * Where a reader goes after choosing a language: back to the page where the choice was made, and never out of the
 * launch, whatever the header says.
 * @param referer the request's Referer header
 * @param base base path of the launch, `/l/<id>`
 * @returns a path below `base`
 */
export function pathAfterChoice(referer: string | undefined, base: string): string {
  const home = `${base}/`;
  if (referer === undefined || !URL.canParse(referer)) return home;
  const { pathname, search } = new URL(referer);
  return pathname.startsWith(home) ? pathname + search : home;
}
