/** Until when Meta answers a version of Graph: its changelog. Newer ones live longer than this release knows. */
const ends: Record<string, string> = {
  'v20.0': '2026-09-24',
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
};
const oldestKnown = 20;

/** Epoch ms; `undefined` for a version that is newer than this list. */
export function endOfVersion(version: string): number | undefined {
  const end = ends[version];
  if (end !== undefined) return Date.parse(end);
  return Number(version.slice(1)) < oldestKnown ? 0 : undefined;
}
