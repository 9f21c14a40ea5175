import type { Way } from '../difference-lists.ts'

type Between = { to: { id: string }; from: { id: string } }

/** The address of the difference of two readings. */
export const differenceHref = ({ to, from }: Between): string =>
  `/readings/${to.id}/difference?from=${from.id}`

/** The address of the devices or people behind one of its numbers. */
export const movedHref = (
  between: Between,
  { list, connection, way }: { list: 'devices' | 'people'; connection: string; way: Way },
): string => `/readings/${between.to.id}/difference/${list}/${connection}?from=${between.from.id}&way=${way}`

/** The address of the devices that were handed over. */
export const handedOverHref = ({ to, from }: Between): string =>
  `/readings/${to.id}/difference/handed-over?from=${from.id}`
