import { doorway } from '#adapters/db.ts'

// The installation as a whole, for whoever runs it: numbers alone, and no organisation's.

/** Whether the database answers and has the functions of the present schema, the queue's too. */
export const isReady = (): Promise<boolean> =>
  figures().then(
    () => true,
    () => false,
  )

/** A number by its name, and where it is of several the state it is of. Null where there is nothing to measure yet. */
export type Figure = { name: string; state: string; value: number | null }

export const figures = (): Promise<Figure[]> =>
  doorway().$queryRaw<Figure[]>`
    select name, state, value from installation_figures()
    union all select name, state, value from graphile_worker.figures()`
