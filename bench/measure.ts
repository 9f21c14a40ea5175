import type { Performance } from './contender.ts'

/** One line of the result: a contender over all runs. */
export type Measured = {
  name: string
  /** Rows on the wire: devices, identities and licences. */
  rows: number
  /** Of each run, in order. */
  seconds: number[]
  peakBytes: number[]
  /** Processor time, the contender's own and its database's; null where that cannot be known. */
  processor: { own: number[]; database: (number | null)[] }
  phases?: { staged: number[]; merged: number[] }
}

/** One run of a contender, with the processor time its database took meanwhile. */
export type Run = Omit<Performance<unknown>, 'found'> & { databaseSeconds: number | null }

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export const rowsPerSecond = ({ rows, seconds }: Measured): number => rows / median(seconds)

/** Processor time of contender and database together for one row, in seconds; null where it cannot be known. */
export const processorPerRow = ({ rows, processor: { own, database } }: Measured): number | null => {
  const known = database.filter((value) => value !== null)
  return known.length === database.length ? (median(own) + median(known)) / rows : null
}

/** Collects the runs of each contender, in the order they first came. */
export const makeRecord = () => {
  const measured = new Map<string, Measured>()
  return {
    add: (name: string, rows: number, run: Run, phases?: { staged: number; merged: number }): void => {
      const processor: Measured['processor'] = { own: [], database: [] }
      const known = measured.get(name) ?? { name, rows, seconds: [], peakBytes: [], processor }
      known.seconds.push(run.seconds)
      known.peakBytes.push(run.peakBytes)
      known.processor.own.push(run.processorSeconds)
      known.processor.database.push(run.databaseSeconds)
      if (phases) {
        known.phases ??= { staged: [], merged: [] }
        known.phases.staged.push(phases.staged)
        known.phases.merged.push(phases.merged)
      }
      measured.set(name, known)
    },
    all: (): Measured[] => [...measured.values()],
  }
}
